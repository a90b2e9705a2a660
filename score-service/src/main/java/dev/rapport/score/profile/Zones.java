package dev.rapport.score.profile;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.score.card.CounterReader;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.profile.model.ZoneCheck;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Holds a profile against the hours at which its people answer (SCO-10). */
@Singleton
final class Zones {
    private static final Duration FOUR_WEEKS = Duration.ofDays(28);

    private final SellerTransactions sellers;
    private final Clock clock;

    Zones(SellerTransactions sellers, Clock clock) {
        this.sellers = sellers;
        this.clock = clock;
    }

    ZoneCheckAnswer check(SellerChanged profile) {
        Instant now = clock.instant();
        Timeline timeline = sellers.read(
                profile.sellerId(),
                tx -> CounterReader.timeline(tx, profile.sellerId(), Hours.of(now.minus(FOUR_WEEKS)), Hours.of(now)));
        ZoneCheck check = ZoneCheck.of(profile.calendar(), ZoneId.of(profile.zone()), timeline, now);
        return ZoneCheckAnswer.of(check, profile.zone());
    }
}
