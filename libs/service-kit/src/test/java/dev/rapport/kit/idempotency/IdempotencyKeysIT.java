package dev.rapport.kit.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.fixture.Settings;
import dev.rapport.kit.idempotency.IdempotencyKeys.Outcome;
import dev.rapport.local.Servers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** api.md, idempotency: the same key gives the same answer, another body under it is refused, two at once do the work once. */
class IdempotencyKeysIT {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final KitDatabase database = KitDatabase.fresh(Servers.shared(), "keys");
    private final AtomicInteger done = new AtomicInteger();

    private IdempotencyKeys keysAt(Instant now) {
        return new IdempotencyKeys(Clock.fixed(now, ZoneOffset.UTC), Settings.idempotency());
    }

    private Outcome post(IdempotencyKeys keys, String seller, @Nullable String key, String body) {
        return database.transactions()
                .write(
                        seller,
                        tx -> keys.once(tx, seller, key, body.getBytes(UTF_8), () -> {
                            try (var statement = tx.createStatement();
                                    var row =
                                            statement.executeQuery("SELECT pg_current_xact_id_if_assigned() IS NULL")) {
                                row.next();
                                assertThat(row.getBoolean(1))
                                        .as("no write before the work")
                                        .isTrue();
                            }
                            return new StoredAnswer(
                                    201, "/messages/" + done.incrementAndGet(), "{\"n\":" + done.get() + "}");
                        }));
    }

    @Test
    void shouldGiveTheSameAnswerWhenTheSameRequestComesAgain() {
        IdempotencyKeys keys = keysAt(NOW);
        var answer = new StoredAnswer(201, "/messages/1", "{\"n\":1}");

        assertThat(post(keys, "s1", "k1", "POST a")).isEqualTo(new Outcome.Done(answer));
        assertThat(post(keys, "s1", "k1", "POST a")).isEqualTo(new Outcome.Replayed(answer));
        assertThat(done).hasValue(1);
    }

    @Test
    void shouldRefuseWhenAnotherRequestComesUnderTheKeyAndNotMindOtherSellers() {
        IdempotencyKeys keys = keysAt(NOW);
        post(keys, "s1", "k1", "POST a");

        assertThat(post(keys, "s1", "k1", "POST b")).isEqualTo(new Outcome.Reused());
        assertThat(post(keys, "s2", "k1", "POST b")).isInstanceOf(Outcome.Done.class);
        assertThat(post(keys, "s1", null, "POST a")).isInstanceOf(Outcome.Done.class);
        assertThat(done).hasValue(3);
    }

    @Test
    void shouldForgetAfterADay() {
        post(keysAt(NOW), "s1", "k1", "POST a");

        assertThat(post(keysAt(NOW.plus(Duration.ofHours(23))), "s1", "k1", "POST a"))
                .isInstanceOf(Outcome.Replayed.class);
        assertThat(post(keysAt(NOW.plus(Duration.ofHours(25))), "s1", "k1", "POST b"))
                .isInstanceOf(Outcome.Done.class);
        assertThat(post(keysAt(NOW.plus(Duration.ofHours(26))), "s1", "k1", "POST b"))
                .isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    void shouldRememberNothingWhenTheWorkFails() {
        IdempotencyKeys keys = keysAt(NOW);
        assertThatThrownBy(() -> database.transactions()
                        .write(
                                "s1",
                                tx -> keys.once(tx, "s1", "k1", new byte[0], () -> {
                                    throw new IllegalStateException("refused by a rule");
                                })))
                .hasMessage("refused by a rule");

        assertThat(post(keys, "s1", "k1", "")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void shouldDoTheWorkOnceWhenManyComeAtOnce() throws Exception {
        IdempotencyKeys keys = keysAt(NOW);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var outcomes = threads.invokeAll(IntStream.range(0, 24)
                    .<Callable<Outcome>>mapToObj(i -> () -> post(keys, "s1", "k1", "POST a"))
                    .toList());
            int replays = 0;
            for (var outcome : outcomes) {
                replays += outcome.get() instanceof Outcome.Replayed ? 1 : 0;
            }
            assertThat(replays).isEqualTo(23);
        }
        assertThat(done).hasValue(1);
    }
}
