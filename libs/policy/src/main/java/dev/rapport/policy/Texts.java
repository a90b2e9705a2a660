package dev.rapport.policy;

import dev.rapport.events.Scene;
import dev.rapport.policy.binding.Checks;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words by which texts are understood.
 *
 * @param scenes MSG-07: by {@link Scene}, all but {@code OTHER}
 * @param manners MSG-06, MSG-12, MSG-13, MSG-18 to MSG-21: by {@link MannerSignal}
 * @param taboos MSG-21: what not to write to which country
 * @param promises MSG-16: by {@link PromiseSignal}
 * @param templates MSG-08: the shipped library
 */
public record Texts(
        KeywordTable scenes, KeywordTable manners, TabooTable taboos, KeywordTable promises, TemplateTable templates) {

    private static final Set<String> SCENES = Arrays.stream(Scene.values())
            .filter(scene -> scene != Scene.OTHER)
            .map(Enum::name)
            .collect(Collectors.toUnmodifiableSet());

    public Texts {
        Checks checks = new Checks()
                .that("scenes", scenes.signals().equals(SCENES), "must signal exactly " + String.join(", ", SCENES));
        signals(checks, "manners", manners, MannerSignal.class);
        signals(checks, "promises", promises, PromiseSignal.class);
        checks.verify();
    }

    /** A table has a signal for each constant, and no other. */
    static void signals(Checks checks, String key, KeywordTable table, Class<? extends Enum<?>> signals) {
        Set<String> names =
                Arrays.stream(signals.getEnumConstants()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
        checks.that(key, table.signals().equals(names), "must signal exactly " + String.join(", ", names));
    }
}
