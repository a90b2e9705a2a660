package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import java.util.List;

/**
 * Bounds of messages.
 *
 * @param maxLength MSG-20: the longest text, in Unicode code points
 * @param html MSG-20: whether text that looks like HTML is let through, as the characters it is; when false it is refused
 * @param echoWithin MSG-02: an observed message is matched by text with one of ours sent within this long
 * @param unansweredAfter MSG-03: a turn without a human answer for this long makes its conversation {@code UNANSWERED}
 * @param silentAfter MSG-19: a buyer silent this long after a question is listed for winning back
 * @param orderNoteCountries MSG-20: countries (ISO 3166 alpha-2) where an order note is compulsory, so an empty one is handled
 */
public record Messages(
        int maxLength,
        boolean html,
        Duration echoWithin,
        Duration unansweredAfter,
        Duration silentAfter,
        List<String> orderNoteCountries) {
    public Messages {
        new Checks()
                .positive("maxLength", maxLength)
                .positive("echoWithin", echoWithin)
                .positive("unansweredAfter", unansweredAfter)
                .positive("silentAfter", silentAfter)
                .unique("orderNoteCountries", orderNoteCountries)
                .verify();
    }
}
