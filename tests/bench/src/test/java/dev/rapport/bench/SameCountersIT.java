package dev.rapport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.bench.machine.BenchServers;
import dev.rapport.bench.race.Contestant;
import dev.rapport.bench.race.Course;
import dev.rapport.bench.race.Race;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who counts something else than the others has no place in the comparison. */
@Tag("bench")
class SameCountersIT {
    @ParameterizedTest
    @EnumSource(names = {"ENGINE", "SERVICE", "STREAMS", "FLINK"})
    void shouldCountAsWorkedOutInMemory(Contestant contestant) {
        try (BenchServers servers = BenchServers.start()) {
            Course course = Course.lay(servers, 3, 20_000, 200, 0.8);
            Race race = new Race(course, Path.of("../..").toAbsolutePath().normalize());
            assertThat(race.run(contestant).digest()).isEqualTo(course.expected());
        }
    }
}
