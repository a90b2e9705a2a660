package dev.rapport.care.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.care.eligibility.Eligibility.Obstacle;
import dev.rapport.care.score.KnownScore;
import dev.rapport.events.AccountType;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.Care;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** CARE-04, under both packs. */
class EligibilityTest {
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Care.Eligibility ALIEXPRESS =
            Packs.load(null).pack("aliexpress", NOON).care().eligibility();
    private static final Care.Eligibility AMAZON =
            Packs.load(null).pack("amazon", NOON).care().eligibility();

    private static SellerChanged seller(AccountType type, boolean verified) {
        SellerChanged usual = DefaultProfile.of("s1");
        return new SellerChanged(
                "s1",
                usual.marketplace(),
                usual.pack(),
                usual.zone(),
                type,
                verified,
                usual.fulfilment(),
                usual.calendar(),
                usual.languages());
    }

    private static Eligibility of(AccountType type, boolean verified, KnownScore score) {
        return Eligibility.of(seller(type, verified), ALIEXPRESS, score, NOON);
    }

    @Test
    void shouldLetOnlyVerifiedEnterprisesAutomate() {
        assertThat(of(AccountType.ENTERPRISE, true, KnownScore.NONE).eligible()).isTrue();
        assertThat(of(AccountType.ENTERPRISE, false, KnownScore.NONE).obstacles())
                .containsExactly(Obstacle.NOT_VERIFIED);
        assertThat(of(AccountType.INDIVIDUAL, true, KnownScore.NONE).obstacles())
                .containsExactly(Obstacle.NOT_ENTERPRISE);
    }

    @Test
    void shouldWantAScoreOfEightyFiveUnlessThereIsNone() {
        assertThat(of(AccountType.ENTERPRISE, true, new KnownScore(85.0, null)).eligible())
                .isTrue();
        assertThat(of(AccountType.ENTERPRISE, true, new KnownScore(84.99, null)).obstacles())
                .containsExactly(Obstacle.SCORE_TOO_LOW);
    }

    @Test
    void shouldStandStillWhileSendingIsFrozen() {
        assertThat(of(AccountType.ENTERPRISE, true, new KnownScore(99.0, NOON.plusSeconds(1)))
                        .obstacles())
                .containsExactly(Obstacle.SENDING_FROZEN);
        assertThat(of(AccountType.ENTERPRISE, true, new KnownScore(99.0, NOON)).eligible())
                .isTrue();
    }

    @Test
    void shouldForbidAllAutomationOnAmazon() {
        SellerChanged best = seller(AccountType.ENTERPRISE, true);
        assertThat(Eligibility.of(best, AMAZON, new KnownScore(100.0, null), NOON)
                        .obstacles())
                .contains(Obstacle.AUTOMATION_FORBIDDEN);
    }
}
