package dev.rapport.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Caller ANN = new Caller("ann", Set.of("s1"), Set.of(Role.AGENT));

    private final MovedClock clock = new MovedClock();
    private final VerifiedTokens tokens = new VerifiedTokens(clock);

    @Test
    void shouldTrustATokenForHalfAMinute() {
        tokens.remember("Bearer a.b.c", new TokenCheck.Outcome.Verified(ANN, clock.now.plus(Duration.ofHours(1))));

        clock.now = clock.now.plusMillis(29_999);
        assertThat(tokens.find("Bearer a.b.c")).extracting("caller").isEqualTo(ANN);
        clock.now = clock.now.plusMillis(1);
        assertThat(tokens.find("Bearer a.b.c")).isNull();
    }

    @Test
    void shouldNeverTrustATokenPastItsOwnExpiry() {
        tokens.remember("Bearer a.b.c", new TokenCheck.Outcome.Verified(ANN, clock.now.plusSeconds(5)));

        clock.now = clock.now.plusMillis(4_999);
        assertThat(tokens.find("Bearer a.b.c")).extracting("caller").isEqualTo(ANN);
        clock.now = clock.now.plusMillis(1);
        assertThat(tokens.find("Bearer a.b.c")).isNull();
    }

    @Test
    void shouldTakeNoOtherTokenForOneItKnows() {
        tokens.remember("Bearer a.b.c", new TokenCheck.Outcome.Verified(ANN, clock.now.plusSeconds(5)));

        assertThat(tokens.find("Bearer a.b.C")).isNull();
        assertThat(tokens.find("Bearer a.b.c ")).isNull();
        assertThat(tokens.find("bearer a.b.c")).isNull();
    }

    @Test
    void shouldStaySmallHoweverManyTokensThereAre() {
        for (int i = 0; i < 30_000; i++) {
            tokens.remember("Bearer a.b." + i, new TokenCheck.Outcome.Verified(ANN, clock.now.plusSeconds(60)));
        }

        assertThat(tokens.find("Bearer a.b.29999")).extracting("caller").isEqualTo(ANN);
        assertThat(tokens.find("Bearer a.b.1")).isNull();
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
