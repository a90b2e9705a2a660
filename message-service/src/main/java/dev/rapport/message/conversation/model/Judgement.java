package dev.rapport.message.conversation.model;

import dev.rapport.events.QualityFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a seller message when it went out.
 *
 * @param trust 0 to 100 of a human message (MSG-13); null where none is given
 * @param flags MSG-12: why it counts as one of low quality; mostly none
 */
public record Judgement(@Nullable Integer trust, List<QualityFlag> flags) {

    public static final Judgement NONE = new Judgement(null, List.of());

    public Judgement {
        flags = List.copyOf(flags);
    }
}
