package dev.rapport.message.order.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Money;
import dev.rapport.message.order.model.Happening.Cancelled;
import dev.rapport.message.order.model.Happening.Item;
import dev.rapport.message.order.model.Happening.Moved;
import dev.rapport.message.order.model.Happening.Placed;
import dev.rapport.message.order.model.Happening.Shipped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an order says about how urgent a question about it is (MSG-06). */
class OrderFileTest {

    private static final OrderKey KEY = new OrderKey("s1", "o1");
    private static final Instant PLACED = Instant.parse("2024-07-01T10:00:00Z");
    private static final Instant SHIP_BY = PLACED.plus(Duration.ofDays(3));
    private static final Instant NOW = PLACED.plus(Duration.ofDays(2));

    @Test
    void shouldHaveToBeShippedUntilItIs() {
        assertThat(file(placed()).deadlineAt(NOW)).isEqualTo(SHIP_BY);
        assertThat(file(placed(), new Shipped(NOW.plusSeconds(1), null, null)).deadlineAt(NOW))
                .isEqualTo(SHIP_BY);
        assertThat(file(placed(), new Shipped(NOW, null, null)).deadlineAt(NOW)).isNull();
        assertThat(file(placed(), new Cancelled(NOW)).deadlineAt(NOW)).isNull();
    }

    @Test
    void shouldHaveTheDeadlineOfADisputeWhileItIsOpen() {
        Instant respondBy = PLACED.plus(Duration.ofHours(50));
        var open = new Dispute("d1", "o1", null, PLACED.plusSeconds(60), respondBy, null, null);
        var closed = new Dispute("d1", "o1", null, PLACED.plusSeconds(60), respondBy, NOW, "WON");

        assertThat(new OrderFile(KEY, List.of(placed()), List.of(open)).deadlineAt(NOW))
                .isEqualTo(respondBy);
        assertThat(new OrderFile(KEY, List.of(placed()), List.of(open)).disputedAt(NOW))
                .isTrue();
        assertThat(new OrderFile(KEY, List.of(placed()), List.of(open)).disputedAt(PLACED))
                .isFalse();
        assertThat(new OrderFile(KEY, List.of(placed()), List.of(closed)).disputedAt(NOW))
                .isFalse();
    }

    @Test
    void shouldTellItsHistoryInTheOrderOfTimeWhateverCameFirst() {
        var file = file(
                new Moved(NOW, "CUSTOMS", "ES"), new Shipped(PLACED.plusSeconds(60), "dhl", "JD014600003RU"), placed());

        assertThat(file.happenings()).extracting(Happening::what).containsExactly("PLACED", "SHIPPED", "MOVED:CUSTOMS");
        assertThat(file.categories()).containsExactly("lamps");
    }

    private static OrderFile file(Happening... happenings) {
        return new OrderFile(KEY, List.of(happenings), List.of());
    }

    private static Placed placed() {
        return new Placed(
                PLACED,
                "b1",
                Money.of("USD", "80.00"),
                List.of(new Item("p1", 1, "lamps"), new Item("p2", 2, noCategory())),
                SHIP_BY,
                null);
    }

    private static @Nullable String noCategory() {
        return null;
    }
}
