package dev.rapport.text.trust;

import dev.rapport.policy.MannerSignal;
import dev.rapport.policy.Pack;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.manner.Manners;
import dev.rapport.text.manner.Spoken;
import dev.rapport.text.promise.Promises;
import dev.rapport.text.quality.Substance;
import dev.rapport.text.sentence.Sentence;
import dev.rapport.text.trust.TrustScore.Reason;
import java.util.List;

/**
 * MSG-13: scores human answers. Immutable and safe to share.
 *
 * <p>Courtesy, clarity, brevity, a concrete next step and, after a complaint, empathy give 20 points each; each brush-off takes
 * {@value #BRUSH_OFF}. An answer to no complaint gets the points of empathy.
 */
public final class TrustScores {

    private static final int FULL = 20;
    private static final int HALF = 10;
    private static final int BRUSH_OFF = 25;

    /** Characters that are read at a glance, and those beyond which nobody reads on. */
    private static final int SHORT = 500;

    private static final int LONG = 1_500;
    private static final int TOO_SHORT = 12;

    /** Words of a sentence that is understood at once, and of one that is not. */
    private static final int EASY = 22;

    private static final int HARD = 45;

    /** What a Han character counts of a word. */
    private static final double HAN_WORD = 0.6;

    private final Manners manners;
    private final Promises promises;

    private TrustScores(Manners manners, Promises promises) {
        this.manners = manners;
        this.promises = promises;
    }

    /** By the words of a pack. */
    public static TrustScores of(Pack pack) {
        return new TrustScores(Manners.of(pack), Promises.of(pack));
    }

    /**
     * Scores an answer.
     *
     * @param toComplaint whether the buyer complained
     */
    public TrustScore score(String answer, boolean toComplaint) {
        Spoken spoken = manners.in(answer);
        return TrustScore.of(List.of(
                courtesy(spoken),
                clarity(spoken),
                brevity(spoken),
                nextStep(spoken),
                empathy(spoken, toComplaint),
                brushOff(spoken)));
    }

    private static Reason courtesy(Spoken spoken) {
        boolean greets = spoken.has(MannerSignal.GREETING);
        boolean polite = spoken.has(MannerSignal.COURTESY) || spoken.has(MannerSignal.EMPATHY);
        if (isShouted(spoken.text())) {
            return new Reason(Aspect.COURTESY, 0, FULL, "capitals shout");
        }
        if (greets && polite) {
            return new Reason(Aspect.COURTESY, FULL, FULL, "greets and is polite");
        }
        return polite
                ? new Reason(Aspect.COURTESY, FULL * 3 / 4, FULL, "polite, but greets nobody")
                : greets
                        ? new Reason(Aspect.COURTESY, HALF, FULL, "greets, but neither thanks nor asks kindly")
                        : new Reason(Aspect.COURTESY, 0, FULL, "neither greets nor thanks");
    }

    private static boolean isShouted(String text) {
        long capitals = text.codePoints().filter(Character::isUpperCase).count();
        long small = text.codePoints().filter(Character::isLowerCase).count();
        return capitals > 9 && capitals > 2 * small;
    }

    private static Reason clarity(Spoken spoken) {
        if (Substance.isEmpty(spoken)) {
            return new Reason(Aspect.CLARITY, 0, FULL, "says nothing");
        }
        double longest = Sentence.of(spoken.folded()).stream()
                .mapToDouble(sentence -> words(spoken.folded(), sentence))
                .max()
                .orElse(0);
        if (longest > HARD) {
            return new Reason(Aspect.CLARITY, FULL / 4, FULL, "a sentence is too long to follow");
        }
        return longest > EASY
                ? new Reason(Aspect.CLARITY, FULL * 3 / 4, FULL, "a sentence is long")
                : new Reason(Aspect.CLARITY, FULL, FULL, "plain sentences");
    }

    private static double words(Folded text, Sentence sentence) {
        double words = 0;
        for (int at = sentence.start(); at < sentence.end(); at++) {
            words += Folded.isUnspaced(text.charAt(at)) ? HAN_WORD : 0;
            words += Folded.isWord(text.charAt(at)) && !Folded.isWord(text.at(at - 1)) ? 1 : 0;
        }
        return words;
    }

    private static Reason brevity(Spoken spoken) {
        int length = spoken.text().codePointCount(0, spoken.text().length());
        boolean han = spoken.folded().length() > 0 && spoken.text().codePoints().anyMatch(Character::isIdeographic);
        int weighted = han ? length * 2 : length;
        if (weighted < TOO_SHORT) {
            return new Reason(Aspect.BREVITY, FULL / 4, FULL, "too short to help");
        }
        if (weighted <= SHORT) {
            return new Reason(Aspect.BREVITY, FULL, FULL, "short");
        }
        int points = FULL - FULL * Math.min(weighted - SHORT, LONG - SHORT) / (LONG - SHORT);
        return new Reason(Aspect.BREVITY, points, FULL, "long");
    }

    private Reason nextStep(Spoken spoken) {
        boolean dated = promises.in(spoken.folded()).stream().anyMatch(promise -> promise.dated());
        if (dated || spoken.has(MannerSignal.NEXT_STEP) && !Substance.isEmpty(spoken)) {
            return new Reason(Aspect.NEXT_STEP, FULL, FULL, "says what happens next");
        }
        return spoken.asks()
                ? new Reason(Aspect.NEXT_STEP, FULL * 3 / 4, FULL, "asks for what is needed")
                : new Reason(Aspect.NEXT_STEP, 0, FULL, "names no next step");
    }

    private static Reason empathy(Spoken spoken, boolean toComplaint) {
        if (!toComplaint) {
            return new Reason(Aspect.EMPATHY, FULL, FULL, "no complaint to answer");
        }
        return spoken.has(MannerSignal.EMPATHY)
                ? new Reason(Aspect.EMPATHY, FULL, FULL, "shows understanding")
                : new Reason(Aspect.EMPATHY, 0, FULL, "a complaint, and no word of understanding");
    }

    private static Reason brushOff(Spoken spoken) {
        int count = spoken.of(MannerSignal.BRUSH_OFF).size();
        return count == 0
                ? new Reason(Aspect.BRUSH_OFF, 0, 0, "brushes nobody off")
                : new Reason(Aspect.BRUSH_OFF, -BRUSH_OFF * count, 0, "brushes the buyer off");
    }
}
