package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.phrase.Match;

/** Offers to pay past the marketplace. */
final class Payments {

    /** How far the service may stand from the paying. */
    private static final int NEAR = 14;

    private static final int SENTENCE = 120;

    private Payments() {}

    static void find(Reading reading) {
        for (Match<ScreeningSignal> phrase : reading.of(ScreeningSignal.PAYMENT)) {
            if (!reading.refused(phrase.start())) {
                add(reading, phrase.start(), phrase.end());
            }
        }
        for (Match<ScreeningSignal> service : reading.of(ScreeningSignal.PAYMENT_SERVICE)) {
            for (Match<ScreeningSignal> pay : reading.of(ScreeningSignal.PAY)) {
                int start = Math.min(pay.start(), service.start());
                int end = Math.max(pay.end(), service.end());
                if (isNear(pay, service) && !reading.refused(start) && !isOnPlatform(reading, start, end)) {
                    add(reading, start, end);
                }
            }
        }
    }

    private static boolean isNear(Match<?> pay, Match<?> service) {
        return Math.max(service.start() - pay.end(), pay.start() - service.end()) <= NEAR;
    }

    private static boolean isOnPlatform(Reading reading, int start, int end) {
        return reading.any(
                ScreeningSignal.ON_PLATFORM,
                reading.sentenceStart(start, SENTENCE),
                reading.sentenceEnd(end, SENTENCE));
    }

    private static void add(Reading reading, int start, int end) {
        if (!reading.has(Rule.PAYMENT, start, end)) {
            reading.add(Rule.PAYMENT, start, end);
        }
    }
}
