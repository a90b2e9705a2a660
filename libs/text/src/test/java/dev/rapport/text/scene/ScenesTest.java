package dev.rapport.text.scene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Scene;
import dev.rapport.text.ShippedPacks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MSG-07: scenes by keyword tables in six languages. */
class ScenesTest {

    private final Scenes scenes = Scenes.of(ShippedPacks.ALIEXPRESS);

    private record Sample(String language, Scene scene, String text) {}

    @Test
    void shouldFindTheSceneOfWhatBuyersWrite() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Sample> samples = samples();
        for (Sample sample : samples) {
            Scene found = scenes.of(sample.text()).scene();
            if (found != sample.scene()) {
                wrong.add("%s instead of %s: %s".formatted(found, sample.scene(), sample.text()));
            }
        }
        double share = 1 - wrong.size() / (double) samples.size();
        System.out.printf(Locale.ROOT, "Scenes of %d messages: %.3f as expected%n", samples.size(), share);
        wrong.forEach(System.out::println);

        assertThat(share).isGreaterThanOrEqualTo(0.95);
        Set<Scene> covered = EnumSet.noneOf(Scene.class);
        Set<String> languages = new HashSet<>();
        samples.forEach(sample -> {
            covered.add(sample.scene());
            languages.add(sample.language());
        });
        assertThat(covered).containsExactlyInAnyOrder(Scene.values());
        assertThat(languages).containsExactlyInAnyOrder("zh", "en", "es", "pt", "fr", "ru");
    }

    @Test
    void shouldHaveWordsOfEverySceneInSixLanguages() {
        var keywords = ShippedPacks.ALIEXPRESS.texts().scenes().keywords();

        assertThat(keywords.values())
                .allSatisfy(languages -> assertThat(languages).containsOnlyKeys("zh", "en", "es", "pt", "fr", "ru"));
    }

    @Test
    void shouldPointAtItsEvidence() {
        String text = "Hi! Please change my address, I moved.";

        SceneFinding finding = scenes.of(text);

        assertThat(finding.scene()).isEqualTo(Scene.ADDRESS_CHANGE);
        assertThat(finding.evidence())
                .extracting(evidence -> text.substring(evidence.start(), evidence.end()))
                .containsExactly("change my address", "I moved");
    }

    @Test
    void shouldReadDisguisedAndAccentedWordsAlike() {
        assertThat(scenes.of("ＲＥＦＵＮＤ please").scene()).isEqualTo(Scene.RETURN_REFUND);
        assertThat(scenes.of("devolución").scene())
                .isEqualTo(scenes.of("DEVOLUCION").scene());
    }

    @Test
    void shouldCallItOtherWithoutEvidence() {
        assertThat(scenes.of("")).isEqualTo(new SceneFinding(Scene.OTHER, List.of()));
        assertThat(scenes.of("👍").scene()).isEqualTo(Scene.OTHER);
    }

    private static List<Sample> samples() throws IOException {
        try (InputStream in = ScenesTest.class.getResourceAsStream("/scene/corpus.txt")) {
            String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .map(parts -> new Sample(parts[0], Scene.valueOf(parts[1]), parts[2]))
                    .toList();
        }
    }
}
