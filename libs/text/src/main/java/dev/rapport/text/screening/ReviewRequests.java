package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.phrase.Match;

/** Requests for a favourable review, or for another one than was given. */
final class ReviewRequests {

    private static final int SENTENCE = 160;
    private static final int ASKED_BEFORE = 60;
    private static final int ASKED_AFTER = 40;
    private static final int CHANGED = 22;

    /** How far thanks reach: "thank you so much for your kind words and the five stars". */
    private static final int THANKED = 45;

    private ReviewRequests() {}

    static void find(Reading reading) {
        for (Match<ScreeningSignal> request : reading.of(ScreeningSignal.REVIEW_REQUEST)) {
            if (!isGiven(reading, request) && !reading.refused(request.start())) {
                add(reading, request.start(), request.end());
            }
        }
        for (Match<ScreeningSignal> praise : reading.of(ScreeningSignal.FAVOURABLE)) {
            if (isAsked(reading, praise) && !isGiven(reading, praise) && !reading.refused(praise.start())) {
                add(reading, praise.start(), praise.end());
            }
        }
        for (Match<ScreeningSignal> condition : reading.of(ScreeningSignal.IF_CONTENT)) {
            conditional(reading, condition);
        }
        for (Match<ScreeningSignal> change : reading.of(ScreeningSignal.CHANGE)) {
            changed(reading, change);
        }
    }

    /** Only the contented are asked. */
    private static void conditional(Reading reading, Match<ScreeningSignal> condition) {
        int from = reading.sentenceStart(condition.start(), SENTENCE);
        int to = reading.sentenceEnd(condition.end(), SENTENCE);
        for (Match<ScreeningSignal> review : reading.of(ScreeningSignal.REVIEW)) {
            if (review.start() >= from && review.end() <= to) {
                add(reading, Math.min(condition.start(), review.start()), Math.max(condition.end(), review.end()));
                return;
            }
        }
    }

    /** "take down the 1-star review", 差评能删吗. */
    private static void changed(Reading reading, Match<ScreeningSignal> change) {
        for (Match<ScreeningSignal> review : reading.of(ScreeningSignal.REVIEW)) {
            if (isWithin(review.start() - change.end(), CHANGED)
                    && isOneSentence(reading, change.end(), review.start())
                    && !reading.refused(change.start())) {
                add(reading, change.start(), review.end());
            }
        }
        for (Match<ScreeningSignal> review : reading.of(ScreeningSignal.BAD_REVIEW)) {
            int before = review.start() - change.end();
            int after = change.start() - review.end();
            if (isWithin(before, CHANGED) || isWithin(after, CHANGED / 2)) {
                add(reading, Math.min(change.start(), review.start()), Math.max(change.end(), review.end()));
            }
        }
    }

    private static boolean isWithin(int gap, int reach) {
        return gap >= 0 && gap <= reach;
    }

    private static boolean isOneSentence(Reading reading, int from, int to) {
        return reading.clauseStart(to, CHANGED + 1) <= from;
    }

    private static boolean isAsked(Reading reading, Match<ScreeningSignal> praise) {
        return reading.any(ScreeningSignal.ASK, reading.sentenceStart(praise.start(), ASKED_BEFORE), praise.start())
                || reading.any(ScreeningSignal.ASK, praise.end(), reading.sentenceEnd(praise.end(), ASKED_AFTER))
                || reading.any(ScreeningSignal.REWARD, praise.end(), reading.sentenceEnd(praise.end(), ASKED_AFTER));
    }

    private static boolean isGiven(Reading reading, Match<ScreeningSignal> praise) {
        int from = reading.sentenceStart(praise.start(), THANKED);
        for (Match<ScreeningSignal> thanks : reading.of(ScreeningSignal.GIVEN)) {
            if (thanks.start() >= from && thanks.start() < praise.start()) {
                return true;
            }
        }
        return false;
    }

    private static void add(Reading reading, int start, int end) {
        if (!reading.has(Rule.REVIEW_REQUEST, start, end)) {
            reading.add(Rule.REVIEW_REQUEST, start, end);
        }
    }
}
