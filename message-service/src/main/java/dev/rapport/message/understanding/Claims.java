package dev.rapport.message.understanding;

import dev.rapport.events.Scene;
import dev.rapport.policy.MannerSignal;
import java.util.Set;

/**
 * What several texts of a buyer say together (MSG-22).
 *
 * @param scenes what each is about
 * @param signals what is heard in any
 * @param threatens whether a review or money is used as a threat (REV-01, malicious)
 */
public record Claims(Set<Scene> scenes, Set<MannerSignal> signals, boolean threatens) {

    public Claims {
        scenes = Set.copyOf(scenes);
        signals = Set.copyOf(signals);
    }
}
