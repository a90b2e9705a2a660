package dev.rapport.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @RepeatedTest(50)
    void shouldReadWhatItWrote(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Position position = Position.start();
        for (int topic = 0; topic < LiveEvents.TOPICS.size(); topic++) {
            int partitions = random.nextInt(14);
            for (int partition = 0; partition < partitions; partition++) {
                position.set(topic, partition, random.nextLong() >>> (1 + random.nextInt(62)));
            }
        }

        Position read = Objects.requireNonNull(Position.decode(position.encode()));

        assertThat(read).returns(position.encode(), Position::encode);
        assertThat(position.behind(read)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "AQ", "!", "AQAAAAAAAAAA", "AgAAAAAAAA", "AQGAgICAgICAgICAgAA", "AQEBAQEBAQEBAQEBAQEB"})
    void shouldReadNothingElse(String text) {
        assertThat(Position.decode(text)).isNull();
    }

    @Test
    void shouldStayShort() {
        assertThat(Position.start().encode()).isEqualTo("AQAAAAAAAA");
    }

    @Test
    void shouldCountWhatLiesBetweenAndNotWhatLiesBehind() {
        Position here = Position.start();
        here.set(0, 0, 5);
        here.set(1, 0, 100);
        Position there = Position.start();
        there.set(0, 0, 9);
        there.set(1, 0, 7);
        there.set(5, 2, 3);

        assertThat(here.behind(there)).isEqualTo(4 + 3);
        assertThat(there.behind(here)).isEqualTo(93);
    }
}
