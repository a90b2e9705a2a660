package dev.rapport.message.conversation.model;

import dev.rapport.events.QualityFlag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a seller message when it went out.
 *
 * @param trust 0 to 100 of a human message (MSG-13); null where none is given
 * @param flags MSG-12: why it counts as one of low quality; mostly none
 * @param imprint by which later messages are compared with it; null where it was not looked at
 */
public record Judgement(
        @Nullable Integer trust,
        List<QualityFlag> flags,
        @Nullable Imprint imprint) {

    public static final Judgement NONE = new Judgement(null, List.of(), null);

    /**
     * What a message says to whom (MSG-12).
     *
     * @param textKey the same for texts that differ in case, space and punctuation only
     * @param compared whether messages to other buyers are compared with it
     */
    public record Imprint(String buyerId, UUID textKey, boolean compared) {}

    public Judgement {
        flags = List.copyOf(flags);
    }

    /** By its words alone. */
    public Judgement(@Nullable Integer trust, List<QualityFlag> flags) {
        this(trust, flags, null);
    }

    /** A care message counts among the repeats of others and is judged by the care service. */
    public Judgement ofCare() {
        return new Judgement(
                null, List.of(), imprint == null ? null : new Imprint(imprint.buyerId, imprint.textKey, false));
    }
}
