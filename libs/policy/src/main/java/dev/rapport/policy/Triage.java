package dev.rapport.policy;

import dev.rapport.events.Money;
import dev.rapport.events.Scene;
import dev.rapport.policy.binding.Checks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MSG-06: urgency and value of a turn give its handling and the time of its {@code house} clock.
 *
 * @param highValueFrom an order of at least this is of high value
 * @param rates dated rates that bring other currencies into that of {@code highValueFrom}
 * @param repeatBuyerFrom a buyer with at least this many orders is of high value
 * @param highValueCategories product categories of high value
 * @param deadlineWithin a dispute or deadline nearer than this is urgent
 * @param urgentScenes scenes that are urgent by themselves
 * @param quadrants handling and time of each
 */
public record Triage(
        Money highValueFrom,
        RateTable rates,
        int repeatBuyerFrom,
        List<String> highValueCategories,
        Duration deadlineWithin,
        List<Scene> urgentScenes,
        Map<Quadrant, Treatment> quadrants) {

    /** Urgency first, value second. */
    public enum Quadrant {
        HIGH_HIGH,
        HIGH_LOW,
        LOW_HIGH,
        LOW_LOW;

        /** The quadrant of a turn. */
        public static Quadrant of(boolean urgent, boolean valuable) {
            return urgent ? valuable ? HIGH_HIGH : HIGH_LOW : valuable ? LOW_HIGH : LOW_LOW;
        }
    }

    /** How a turn is handled. */
    public enum Handling {
        /** A human at once. */
        HUMAN,
        /** An auto-reply, then a human. */
        AUTO_REPLY_THEN_HUMAN,
        /** An answer written for this buyer. */
        DEDICATED_ANSWER,
        /** A standard answer. */
        STANDARD_ANSWER
    }

    /**
     * What a quadrant asks for.
     *
     * @param handling how
     * @param within by when, in time of the {@code house} clock's calendar
     */
    public record Treatment(Handling handling, Duration within) {
        public Treatment {
            new Checks().positive("within", within).verify();
        }
    }

    public Triage {
        new Checks()
                .positive("highValueFrom", highValueFrom.value())
                .that(
                        "rates",
                        rates.base().equals(highValueFrom.currency()),
                        "must be in the currency of highValueFrom")
                .positive("repeatBuyerFrom", repeatBuyerFrom)
                .positive("deadlineWithin", deadlineWithin)
                .unique("urgentScenes", urgentScenes)
                .complete("quadrants", quadrants, Quadrant.class)
                .verify();
    }

    /** What a quadrant asks for. */
    public Treatment of(Quadrant quadrant) {
        Treatment treatment = quadrants.get(quadrant);
        if (treatment == null) {
            throw new IllegalStateException("a pack has all quadrants: " + quadrant);
        }
        return treatment;
    }

    /** Whether an order of {@code amount} on {@code day} is of high value; empty when the currency has no rate (it counts as low, and is shown). */
    public Optional<Boolean> highValue(Money amount, LocalDate day) {
        return rates.worth(amount, day).map((BigDecimal worth) -> worth.compareTo(highValueFrom.value()) >= 0);
    }
}
