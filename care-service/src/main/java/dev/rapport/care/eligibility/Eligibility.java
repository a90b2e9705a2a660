package dev.rapport.care.eligibility;

import dev.rapport.care.score.KnownScore;
import dev.rapport.events.AccountType;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.Care;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * CARE-04: may this seller automate care now?
 *
 * @param obstacles everything that stands against it; none when it may
 */
public record Eligibility(List<Obstacle> obstacles) {

    /** What stands against automated care. */
    public enum Obstacle {
        /** The marketplace forbids automated unasked messages. */
        AUTOMATION_FORBIDDEN,
        /** Individuals may write care messages by hand only. */
        NOT_ENTERPRISE,
        /** The enterprise payment account is not verified. */
        NOT_VERIFIED,
        /** The score is too low; no score yet does not count as one. */
        SCORE_TOO_LOW,
        /** MSG-11: sending is frozen. */
        SENDING_FROZEN
    }

    public Eligibility {
        obstacles = List.copyOf(obstacles);
    }

    /** Judges a seller under its pack's rules. */
    public static Eligibility of(SellerChanged profile, Care.Eligibility rules, KnownScore score, Instant now) {
        List<Obstacle> obstacles = new ArrayList<>();
        if (!rules.automated()) {
            obstacles.add(Obstacle.AUTOMATION_FORBIDDEN);
        }
        if (rules.verifiedEnterpriseOnly() && profile.accountType() != AccountType.ENTERPRISE) {
            obstacles.add(Obstacle.NOT_ENTERPRISE);
        }
        if (rules.verifiedEnterpriseOnly() && !profile.verified()) {
            obstacles.add(Obstacle.NOT_VERIFIED);
        }
        Double known = score.score();
        if (known != null && known < rules.minScore()) {
            obstacles.add(Obstacle.SCORE_TOO_LOW);
        }
        if (score.frozen(now)) {
            obstacles.add(Obstacle.SENDING_FROZEN);
        }
        return new Eligibility(obstacles);
    }

    /** Nothing stands against it. */
    public boolean eligible() {
        return obstacles.isEmpty();
    }
}
