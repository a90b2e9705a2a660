package dev.rapport.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids and positions of our own facts. */
class IdentityTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void shouldBeVersion5WhenComparedWithTheExampleOfRfc9562() {
        assertThat(FactId.version5(DNS, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void shouldBeTheSameIdWhenTheFactIsTheSameOnly() {
        String id = FactId.of(EventType.TURN_ANSWERED, "s1", "t1");

        assertThat(id).isEqualTo("ebbc622b-6ed7-5452-88ac-98074ce6a1c2");
        assertThat(FactId.of(EventType.TURN_ANSWERED, "s1", "t1")).isEqualTo(id);
        assertThat(List.of(
                        FactId.of(EventType.TURN_RESPONDED, "s1", "t1"),
                        FactId.of(EventType.TURN_ANSWERED, "s2", "t1"),
                        FactId.of(EventType.TURN_ANSWERED, "s1", "t2"),
                        FactId.of(EventType.TURN_ANSWERED, "s1", "t1", ""),
                        FactId.of(EventType.TURN_ANSWERED, "s1t1")))
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseWhenAPartCouldBeTakenForTwo() {
        assertThatThrownBy(() -> FactId.of(EventType.TURN_ANSWERED, "s1", "a\u001fb"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSortAsTextAsItDoesAsNumbersWhenSequencesAreAnything() {
        long seed = Long.getLong("rapport.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            sequences.add(new Sequence(random.nextLong(3), anyNumber(random), anyNumber(random)));
        }
        List<String> texts =
                new ArrayList<>(sequences.stream().map(Sequence::text).toList());
        Collections.sort(sequences);
        Collections.sort(texts);

        assertThat(texts)
                .as("-Drapport.seed=%d", seed)
                .isEqualTo(sequences.stream().map(Sequence::text).toList());
        assertThat(texts.stream().map(Sequence::parse).toList()).isEqualTo(sequences);
    }

    private static long anyNumber(Random random) {
        return random.nextLong(1L << random.nextInt(1, 63));
    }

    @Test
    void shouldBeNoSequenceWhenItIsAnotherSystems() {
        String ours = new Sequence(1, 2, 3).text();

        assertThat(List.of(
                        "",
                        "42",
                        ours + "0",
                        ours.replace('-', '.'),
                        ours.replace('0', 'x'),
                        "9".repeat(19) + ours.substring(19)))
                .allSatisfy(text -> assertThat(Sequence.parse(text)).isNull());
    }
}
