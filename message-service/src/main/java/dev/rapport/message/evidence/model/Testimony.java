package dev.rapport.message.evidence.model;

import dev.rapport.events.Scene;
import dev.rapport.policy.MannerSignal;
import java.util.Set;

/**
 * What a buyer has said in a conversation, all messages together.
 *
 * @param scenes what the messages were about (MSG-07)
 * @param signals what was heard in them
 * @param threatens whether a review or money is used as a threat (REV-01, malicious)
 */
public record Testimony(Set<Scene> scenes, Set<MannerSignal> signals, boolean threatens) {

    public Testimony {
        scenes = Set.copyOf(scenes);
        signals = Set.copyOf(signals);
    }

    boolean has(MannerSignal signal) {
        return signals.contains(signal);
    }
}
