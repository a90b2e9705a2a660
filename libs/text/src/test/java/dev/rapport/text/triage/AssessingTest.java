package dev.rapport.text.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Money;
import dev.rapport.events.Scene;
import dev.rapport.policy.Triage;
import dev.rapport.text.ShippedPacks;
import dev.rapport.text.triage.Assessment.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MSG-06. */
class AssessingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final Triage rules = ShippedPacks.ALIEXPRESS.triage();

    @Test
    void shouldTreatEachQuadrantAsTheRulebookSays() {
        Assessment both = Assessing.of(aMatter(Scene.ADDRESS_CHANGE, Optional.of(Money.of("USD", "50"))), rules);
        Assessment urgent = Assessing.of(aMatter(Scene.ADDRESS_CHANGE, Optional.of(Money.of("USD", "49.99"))), rules);
        Assessment valuable = Assessing.of(aMatter(Scene.PRICE, Optional.of(Money.of("USD", "50"))), rules);
        Assessment neither = Assessing.of(aMatter(Scene.PRICE, Optional.empty()), rules);

        assertThat(both.quadrant()).isEqualTo(Triage.Quadrant.HIGH_HIGH);
        assertThat(both.treatment()).isEqualTo(new Triage.Treatment(Triage.Handling.HUMAN, Duration.ofMinutes(5)));
        assertThat(urgent.treatment().within()).isEqualTo(Duration.ofHours(24));
        assertThat(valuable.treatment().within()).isEqualTo(Duration.ofHours(1));
        assertThat(neither.treatment().within()).isEqualTo(Duration.ofHours(48));
        assertThat(neither.reasons()).isEmpty();
    }

    @Test
    void shouldFindUrgencyInMoodAndDeadlines() {
        assertThat(Assessing.of(mood(true, false), rules).urgency()).isEqualTo(Level.HIGH);
        assertThat(Assessing.of(mood(false, true), rules).urgency()).isEqualTo(Level.HIGH);
        assertThat(Assessing.of(mood(false, false), rules).urgency()).isEqualTo(Level.LOW);
        assertThat(Assessing.of(due(false, Optional.of(NOW.plus(Duration.ofHours(23)))), rules)
                        .urgency())
                .isEqualTo(Level.HIGH);
        assertThat(Assessing.of(due(true, Optional.of(NOW.plus(Duration.ofHours(25)))), rules)
                        .urgency())
                .isEqualTo(Level.LOW);
        assertThat(Assessing.of(due(true, Optional.of(NOW.minusSeconds(1))), rules)
                        .reasons())
                .containsExactly("a deadline has passed");
        assertThat(Assessing.of(due(true, Optional.empty()), rules).urgency()).isEqualTo(Level.HIGH);
    }

    @Test
    void shouldWeighOtherCurrenciesByTheDatedRatesAndShowUnknownOnes() {
        assertThat(Assessing.of(aMatter(Scene.PRICE, Optional.of(Money.of("EUR", "47.00"))), rules)
                        .value())
                .isEqualTo(Level.HIGH);
        Assessment unknown = Assessing.of(aMatter(Scene.PRICE, Optional.of(Money.of("XTS", "9999"))), rules);
        assertThat(unknown.value()).isEqualTo(Level.LOW);
        assertThat(unknown.reasons()).singleElement().asString().contains("no rate for XTS");
    }

    @Test
    void shouldValueRepeatBuyers() {
        Matter matter = new Matter(
                Scene.PRICE, false, false, false, Optional.empty(), Optional.empty(), TODAY, 2, Set.of(), NOW);

        assertThat(Assessing.of(matter, rules).value()).isEqualTo(Level.HIGH);
    }

    private static Matter aMatter(Scene scene, Optional<Money> order) {
        return new Matter(scene, false, false, false, Optional.empty(), order, TODAY, 1, Set.of(), NOW);
    }

    private static Matter mood(boolean inHaste, boolean angry) {
        return new Matter(
                Scene.OTHER, inHaste, angry, false, Optional.empty(), Optional.empty(), TODAY, 0, Set.of(), NOW);
    }

    private static Matter due(boolean dispute, Optional<Instant> deadline) {
        return new Matter(Scene.OTHER, false, false, dispute, deadline, Optional.empty(), TODAY, 0, Set.of(), NOW);
    }
}
