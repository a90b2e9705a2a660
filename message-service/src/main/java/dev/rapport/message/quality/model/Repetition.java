package dev.rapport.message.quality.model;

import dev.rapport.policy.LowQuality;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** MSG-12, {@code REPEATED}. */
final class Repetition {

    private Repetition() {}

    /**
     * Whether a message makes it too many. Whatever order they are told in, of as many as go out within the time all but the allowed ones
     * are flagged: of messages told late, the one told last.
     *
     * @param others when the same text went to the same buyer before
     */
    static boolean isTooMuch(Instant at, Collection<Instant> others, LowQuality rules) {
        List<Instant> times = Stream.concat(Stream.of(at), others.stream())
                .filter(other -> other.isAfter(at.minus(rules.repeatedWithin()))
                        && other.isBefore(at.plus(rules.repeatedWithin())))
                .sorted()
                .toList();
        int most = rules.repeatedMoreThan();
        for (int first = 0; first + most < times.size(); first++) {
            // Every such window has the message in it: the others are all nearer to it than the time.
            Instant from = times.get(first);
            Instant to = times.get(first + most);
            boolean among = !at.isBefore(from) && !at.isAfter(to);
            if (among && to.isBefore(from.plus(rules.repeatedWithin()))) {
                return true;
            }
        }
        return false;
    }
}
