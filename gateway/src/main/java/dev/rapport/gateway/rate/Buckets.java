package dev.rapport.gateway.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bucket for every caller and every seller that has asked lately. One that has been left alone until it would be full is forgotten,
 * which changes nothing; of more than are kept the least used are, which gives away a burst at most.
 */
final class Buckets {

    private static final long KEPT = 200_000;

    private final Quota ofCaller;
    private final Quota ofSeller;
    private final TimeMeter time;
    private final Cache<String, Bucket> callers;
    private final Cache<String, Bucket> sellers;

    Buckets(Quota ofCaller, Quota ofSeller, TimeMeter time) {
        this.ofCaller = ofCaller;
        this.ofSeller = ofSeller;
        this.time = time;
        this.callers = cache(ofCaller);
        this.sellers = cache(ofSeller);
    }

    private static Cache<String, Bucket> cache(Quota quota) {
        return Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterAccess(Duration.ofSeconds(quota.window() + 1))
                .build();
    }

    /**
     * Takes one request from both buckets, or from none when either is empty.
     *
     * @param sellerId whose data it is about; null when of no one seller
     */
    Allowance take(String agentId, @Nullable String sellerId) {
        Bucket caller = callers.get(agentId, _ -> ofCaller.bucket(time));
        Allowance allowed = take(ofCaller, caller);
        if (sellerId == null || !allowed.granted()) {
            return allowed;
        }
        Allowance bySeller = take(ofSeller, sellers.get(sellerId, _ -> ofSeller.bucket(time)));
        if (!bySeller.granted()) {
            caller.addTokens(1);
            return bySeller;
        }
        return bySeller.remaining() < allowed.remaining() ? bySeller : allowed;
    }

    private static Allowance take(Quota quota, Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Allowance(
                quota,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                probe.isConsumed() ? null : Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
