package dev.rapport.message.evidence.model;

import dev.rapport.events.Scene;
import dev.rapport.policy.MannerSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** MSG-22: what the evidence is needed for. */
public enum Matter {
    EXTORTION,
    NOT_RECEIVED,
    NOT_AS_DESCRIBED;

    private static final Set<Scene> OTHER_THAN_DESCRIBED = Set.of(Scene.NOT_AS_DESCRIBED, Scene.DEFECT, Scene.SIZE_FIT);

    /** Those a buyer's words are about, the gravest first; none when they are about something else. */
    public static List<Matter> of(Testimony testimony) {
        var matters = new ArrayList<Matter>();
        if (testimony.threatens()) {
            matters.add(EXTORTION);
        }
        if (testimony.has(MannerSignal.NOT_RECEIVED) || testimony.scenes().contains(Scene.LOGISTICS_DELAY)) {
            matters.add(NOT_RECEIVED);
        }
        boolean different = testimony.scenes().stream().anyMatch(OTHER_THAN_DESCRIBED::contains)
                || testimony.has(MannerSignal.SLIGHT)
                || testimony.has(MannerSignal.TASTE);
        if (different) {
            matters.add(NOT_AS_DESCRIBED);
        }
        return List.copyOf(matters);
    }
}
