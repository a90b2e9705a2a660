package dev.rapport.system.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.local.suite.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The images are built by their recipe and each service starts in one: not as root, its root read-only, within its memory. */
@Tag("containers")
class ImagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** MB; start-up alone, without load. */
    private static final int MEMORY = 300;

    private static final int START_MILLIS = 3_000;

    @Test
    void shouldStartEveryServiceAsNobodyOnAReadOnlyRoot() {
        Engine.demand("eclipse-temurin:25-jre", "postgres:18", "apache/kafka:4.1.1");

        Engine.run(PATIENCE, "deploy/images/build", "--train");

        for (Service service : Service.values()) {
            String image = "rapport/" + service.label() + ":0.1.0";
            assertThat(Engine.run(
                            Duration.ofMinutes(1), "docker", "image", "inspect", "--format", "{{.Config.User}}", image))
                    .as(image)
                    .isEqualToIgnoringWhitespace("10001:10001");
            assertThat(Engine.outcome(
                                    java.util.Map.of(),
                                    Duration.ofMinutes(1),
                                    "docker",
                                    "run",
                                    "--rm",
                                    "--read-only",
                                    "--entrypoint",
                                    "touch",
                                    image,
                                    "/opt/rapport/x")
                            .exit())
                    .as("writing in %s", image)
                    .isNotZero();
        }
        List<String> lines = measured();
        assertThat(lines).hasSize(Service.values().length);
        boolean strict = Boolean.getBoolean("rapport.test.strict-budgets");
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            assertThat(Integer.parseInt(words[4])).as("memory: " + line).isLessThanOrEqualTo(MEMORY);
            if (strict) {
                assertThat(Integer.parseInt(words[2])).as("start: " + line).isLessThanOrEqualTo(START_MILLIS);
            }
        }
    }

    private static List<String> measured() {
        List<String> lines = new ArrayList<>();
        Stream.of(Engine.run(PATIENCE, "deploy/images/measure").split("\n", -1))
                .filter(line -> line.matches("\\S+ as-built \\d+ \\d+ \\d+"))
                .forEach(lines::add);
        lines.forEach(System.out::println);
        return lines;
    }
}
