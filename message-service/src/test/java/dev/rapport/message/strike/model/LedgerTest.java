package dev.rapport.message.strike.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.message.strike.model.Violation.Strike;
import dev.rapport.policy.Strikes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MSG-11: three unspent strikes freeze sending for 72 h from the third; the freeze spends them. */
class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Strikes RULES = rules(null);

    @Test
    void shouldFreezeFromTheThirdStrikeAndSpendAllThree() {
        var two = strikes(Ledger.CLEAN, 0, 60);
        assertThat(two.frozenUntil(NOON)).isNull();
        assertThat(two.count(NOON, RULES)).isEqualTo(2);

        var third = two.strike(violation(90), RULES);

        assertThat(third.frozen()).isEqualTo(new Ledger.Freeze(at(90), at(90).plus(Duration.ofHours(72))));
        assertThat(third.changed())
                .extracting(Violation::strike)
                .containsOnly(Strike.SPENT)
                .hasSize(3);
        assertThat(third.ledger().count(at(91), RULES)).isZero();
        assertThat(third.ledger().frozenUntil(at(90))).isEqualTo(at(90).plus(Duration.ofHours(72)));
        assertThat(third.ledger().frozenUntil(at(90).plus(Duration.ofHours(72))))
                .isNull();
    }

    /** The third is the third in time, whatever comes first. */
    @Test
    void shouldFreezeFromTheLatestWhenStrikesComeOutOfOrder() {
        var third = strikes(Ledger.CLEAN, 90, 60).strike(violation(0), RULES);

        assertThat(third.frozen()).isNotNull().extracting(Ledger.Freeze::from).isEqualTo(at(90));
    }

    @Test
    void shouldCountAnewAfterAFreezeAndNeverShortenIt() {
        var frozen = strikes(Ledger.CLEAN, 0, 60, 90);

        var fourth = frozen.strike(violation(95), RULES);
        assertThat(fourth.frozen()).isNull();
        assertThat(fourth.ledger().count(at(96), RULES)).isEqualTo(1);

        var again = strikes(frozen, 100, 101).strike(violation(102), RULES);
        assertThat(again.frozen()).isEqualTo(new Ledger.Freeze(at(102), at(102).plus(Duration.ofHours(72))));
    }

    @Test
    void shouldTakeAStrikeBack() {
        var two = strikes(Ledger.CLEAN, 0, 60);

        var one = two.withdraw(violation(60).become(Strike.UNSPENT), at(70));

        assertThat(one.ledger().count(at(70), RULES)).isEqualTo(1);
        assertThat(one.changed()).singleElement().extracting(Violation::strike).isEqualTo(Strike.WITHDRAWN);
        assertThat(one.thawedAt()).isNull();
    }

    /** What rested on three cannot rest on two: sending thaws and the others count again. */
    @Test
    void shouldThawWhenAStrikeOfTheFreezeIsTakenBack() {
        var frozen = strikes(Ledger.CLEAN, 0, 60, 90);

        var thawed = frozen.withdraw(violation(60).become(Strike.SPENT), at(100));

        assertThat(thawed.thawedAt()).isEqualTo(at(100));
        assertThat(thawed.ledger().frozenUntil(at(100))).isNull();
        assertThat(thawed.ledger().count(at(100), RULES)).isEqualTo(2);
        assertThat(thawed.ledger().strike(violation(110), RULES).frozen()).isNotNull();
    }

    @Test
    void shouldThawWhenItsTimeHasPassed() {
        var frozen = strikes(Ledger.CLEAN, 0, 60, 90);

        var over = frozen.thaw();

        assertThat(over.thawedAt()).isEqualTo(at(90).plus(Duration.ofHours(72)));
        assertThat(over.ledger().count(at(9999), RULES)).isZero();
    }

    /** They do not expire unless the pack says so. */
    @Test
    void shouldLetStrikesExpireOnlyWhereThePackSaysSo() {
        Violation later = violation(60 * 24 * 40);

        assertThat(strikes(Ledger.CLEAN, 0, 60).strike(later, RULES).frozen()).isNotNull();
        assertThat(strikes(Ledger.CLEAN, 0, 60)
                        .strike(later, rules(Duration.ofDays(30)))
                        .frozen())
                .isNull();
    }

    private static Ledger strikes(Ledger ledger, int... minutes) {
        Ledger now = ledger;
        for (int minute : minutes) {
            now = now.strike(violation(minute), RULES).ledger();
        }
        return now;
    }

    private static Violation violation(int minute) {
        return new Violation(
                "s1", "v" + minute, Violation.Source.REPORTED, null, List.of("spam"), null, at(minute), Strike.UNSPENT);
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(minute * 60L);
    }

    private static Strikes rules(@Nullable Duration expireAfter) {
        return new Strikes(false, 3, Duration.ofHours(72), expireAfter);
    }
}
