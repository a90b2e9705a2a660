package dev.rapport.gateway.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rates under a clock of the test's own. */
class BucketsTest {

    private static final Quota CALLER = new Quota("caller", 10, 20);
    private static final Quota SELLER = new Quota("seller", 5, 15);

    private long nanos = 1_000_000_000;
    private final Buckets buckets = new Buckets(CALLER, SELLER, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void shouldTakeABurstAndThenTheRate() {
        assertThat(granted("ana", "s1", 30)).isEqualTo(15);
        pass(Duration.ofSeconds(1));
        assertThat(granted("ana", "s1", 30)).isEqualTo(5);
        pass(Duration.ofMinutes(1));
        assertThat(granted("ana", "s1", 30)).isEqualTo(15);
    }

    /** Whoever floods takes no other seller's share, and no other agent's of what is about no one seller. */
    @Test
    void shouldCountEachSellerAndEachCallerApart() {
        granted("ana", "s1", 100);
        assertThat(granted("ben", "s1", 10)).as("the seller is used up").isZero();
        assertThat(granted("ben", "s2", 10)).isEqualTo(10);
        assertThat(granted("ana", "s2", 10))
                .as("five of the caller's and of the seller's are left")
                .isEqualTo(5);
        assertThat(granted("ana", "s3", 10)).as("the caller is used up").isZero();
        assertThat(buckets.take("eve", null).granted()).isTrue();
    }

    /** What the seller's bucket refuses costs the caller nothing. */
    @Test
    void shouldGiveBackWhatWasNotUsed() {
        granted("ana", "s1", 15);
        granted("ana", "s1", 1_000);
        assertThat(granted("ana", "s2", 100)).isEqualTo(5);
    }

    @Test
    void shouldTellWhatIsLeftAndWhenToComeBack() {
        assertThat(CALLER.policy()).isEqualTo("\"caller\";q=20;w=2");
        assertThat(buckets.take("ana", "s1").header()).isEqualTo("\"seller\";r=14;t=1");
        assertThat(buckets.take("ben", null).header()).isEqualTo("\"caller\";r=19;t=1");
        granted("ana", "s1", 14);
        Allowance refused = buckets.take("ana", "s1");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(200));
        assertThat(refused.header()).isEqualTo("\"seller\";r=0;t=3");
        pass(Duration.ofMillis(200));
        assertThat(buckets.take("ana", "s1").granted()).isTrue();
    }

    @Test
    void shouldRefuseARateOfNothing() {
        assertThatThrownBy(() -> new Quota("caller", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Quota("caller", 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private int granted(String agentId, String sellerId, int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            granted += buckets.take(agentId, sellerId).granted() ? 1 : 0;
        }
        return granted;
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
