package dev.rapport.message.quality.model;

import dev.rapport.events.By;
import dev.rapport.events.QualityFlag;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.policy.LowQuality;
import dev.rapport.policy.LowQuality.OverTemplated;
import dev.rapport.text.NormalisedText;
import dev.rapport.text.quality.CaseDetails;
import dev.rapport.text.quality.Likeness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** MSG-12: what sellers have sent lately, as far as one transaction asks: what was kept before and what it takes itself. */
public final class LatelySent {

    /** Of two agents at once the second sees what the first sent, whichever of them read its clock first. */
    public static final Duration AT_ONCE = Duration.ofMinutes(1);

    private final Map<Same, Map<MessageKey, Instant>> same = new HashMap<>();
    private final Map<MessageKey, List<Said>> saidBefore = new HashMap<>();
    private final Map<String, List<Said>> saidNow = new HashMap<>();

    private record Same(String sellerId, String buyerId, UUID textKey) {
        static Same of(Outgoing out) {
            return new Same(out.sellerId(), out.buyerId(), out.textKey());
        }
    }

    /** Something said to a buyer. */
    public record Said(String buyerId, Instant sentAt, String text) {}

    /** The same text was sent to the same buyer as {@code out}, in that message. */
    public void sameAs(Outgoing out, MessageKey message, Instant sentAt) {
        same.computeIfAbsent(Same.of(out), _ -> new HashMap<>()).put(message, sentAt);
    }

    /** The last to other buyers that {@code out} is compared with. */
    public void before(Outgoing out, List<Said> said) {
        saidBefore.put(out.message(), List.copyOf(said));
    }

    /** Whether a message is compared with those to other buyers. */
    public static boolean isCompared(Outgoing out, LowQuality rules) {
        return out.by() == By.HUMAN && rules.overTemplated() != null;
    }

    /**
     * What is made of a message by what went out before it.
     *
     * @param byWords what its words alone make of it
     * @param details of its case, asked for only where they matter
     */
    public Judgement judge(Outgoing out, Judgement byWords, Supplier<CaseDetails> details, LowQuality rules) {
        var flags = new ArrayList<>(byWords.flags());
        var others = new HashMap<>(same.getOrDefault(Same.of(out), Map.of()));
        others.remove(out.message());
        if (Repetition.isTooMuch(out.sentAt(), others.values(), rules)) {
            flags.add(QualityFlag.REPEATED);
        }
        OverTemplated likeness = rules.overTemplated();
        if (likeness != null
                && isCompared(out, rules)
                && isLikeOthers(out, likeness)
                && !details.get().namedIn(out.text())) {
            flags.add(QualityFlag.OVER_TEMPLATED);
        }
        flags.sort(Comparator.naturalOrder());
        return new Judgement(
                byWords.trust(), flags, new Judgement.Imprint(out.buyerId(), out.textKey(), likeness != null));
    }

    /** It went out: those after it in this transaction are compared with it. */
    public void went(Outgoing out, boolean care) {
        sameAs(out, out.message(), out.sentAt());
        if (!care) {
            saidNow.computeIfAbsent(out.sellerId(), _ -> new ArrayList<>())
                    .add(new Said(out.buyerId(), out.sentAt(), out.text()));
        }
    }

    private boolean isLikeOthers(Outgoing out, OverTemplated rules) {
        NormalisedText text = NormalisedText.of(out.text());
        Instant until = out.sentAt().plus(AT_ONCE);
        var now = saidNow.getOrDefault(out.sellerId(), List.of()).stream()
                .filter(said ->
                        !said.buyerId().equals(out.buyerId()) && said.sentAt().isBefore(until));
        return Stream.concat(saidBefore.getOrDefault(out.message(), List.of()).stream(), now)
                .sorted(Comparator.comparing(Said::sentAt).reversed())
                .limit(rules.among())
                .anyMatch(said -> Likeness.atLeast(text, NormalisedText.of(said.text()), rules.similarity()));
    }
}
