package dev.rapport.message.evidence.model;

import dev.rapport.events.Scene;
import dev.rapport.policy.Advice;
import dev.rapport.policy.MannerSignal;
import org.jspecify.annotations.Nullable;

/** MSG-22: how far something is from what was described. */
public enum Difference {
    /** It is broken, incomplete, or of another colour than a slight difference allows. */
    DEFECT,
    /** A shade, a centimetre. */
    SLIGHT_DIFFERENCE,
    /** It is as described, and not liked. */
    TASTE,
    /** The words do not tell. */
    UNCLEAR;

    /**
     * Sorts a complaint: by measurement where there is one, else by the buyer's words, of which the gravest count.
     *
     * @param deltaE the measured difference of colour (CIE ΔE); null when nobody has measured
     */
    public static Difference of(Testimony testimony, @Nullable Double deltaE, Advice rules) {
        if (testimony.scenes().contains(Scene.DEFECT)) {
            return DEFECT;
        }
        if (deltaE != null) {
            return deltaE <= rules.slightDifferenceDeltaE() ? SLIGHT_DIFFERENCE : DEFECT;
        }
        if (testimony.has(MannerSignal.SLIGHT)) {
            return SLIGHT_DIFFERENCE;
        }
        return testimony.has(MannerSignal.TASTE) ? TASTE : UNCLEAR;
    }
}
