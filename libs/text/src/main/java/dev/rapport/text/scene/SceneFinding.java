package dev.rapport.text.scene;

import dev.rapport.events.Scene;
import java.util.List;

/**
 * What a message is about, and why that is thought.
 *
 * @param scene the scene; {@code OTHER} without any evidence
 * @param evidence the phrases of that scene, in order
 */
public record SceneFinding(Scene scene, List<Evidence> evidence) {

    /**
     * A phrase that tells of a scene.
     *
     * @param language of the phrase, ISO 639-1
     * @param start where it begins, in UTF-16 units of the text
     * @param end where it ends, exclusive
     */
    public record Evidence(String language, int start, int end) {}

    public SceneFinding {
        evidence = List.copyOf(evidence);
    }
}
