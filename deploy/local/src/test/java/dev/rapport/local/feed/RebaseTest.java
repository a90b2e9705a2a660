package dev.rapport.local.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Decoded;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** History moved to the present keeps its shape and collides with nothing. */
class RebaseTest {

    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");

    private final EventCodec codec = new EventCodec();

    /** The last event lies at most an hour ago and never in the future, by whole hours: minutes and seconds stay. */
    @Test
    void shouldPutTheLastEventIntoTheHourBeforeNow() {
        Random random = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            Instant last = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            Instant moved = last.plus(Duration.ofHours(Rebase.to(last, NOW).hours()));
            assertThat(Duration.between(moved, NOW))
                    .as("%s, seed 17", last)
                    .isBetween(Duration.ZERO, Duration.ofHours(1).minusSeconds(1));
        }
    }

    @Test
    void shouldMoveEveryTimeByTheSameHoursAndMarkEveryId() {
        Decoded.Event order = read("""
                {"specversion":"1.0","id":"o1-placed","source":"/olist","type":"rapport.order.placed.v1",
                 "time":"2018-08-31T12:00:00Z","subject":"o1","data":{"sellerId":"s1","orderId":"o1",
                 "buyer":{"id":"b1","country":"BR"},"items":[{"productId":"p1","quantity":1,
                 "unitPrice":{"currency":"BRL","value":"39.99"}}],"amount":{"currency":"BRL","value":"39.99"},
                 "placedAt":"2018-08-31T12:00:00Z","shipBy":"2018-09-04T12:00:01Z"}}""");
        Rebase rebase = new Rebase(100);

        Envelope envelope = rebase.apply(order.envelope());
        OrderPlaced moved = (OrderPlaced) rebase.apply(order.event());

        assertThat(envelope.id()).isEqualTo("o1-placed~r100");
        assertThat(envelope.source()).isEqualTo("/olist~r100");
        assertThat(envelope.time()).isEqualTo("2018-09-04T16:00:00Z");
        assertThat(moved.sellerId()).isEqualTo("s1");
        assertThat(moved.orderId()).isEqualTo("o1~r100");
        assertThat(moved.buyer().id()).isEqualTo("b1~r100");
        assertThat(moved.items().getFirst().productId()).isEqualTo("p1~r100");
        assertThat(moved.placedAt()).isEqualTo("2018-09-04T16:00:00Z");
        assertThat(moved.shipBy()).isEqualTo("2018-09-08T16:00:01Z");
        assertThat(moved.amount()).isEqualTo(((OrderPlaced) order.event()).amount());
    }

    /** What belongs together before belongs together after, however long the ids are; what was told apart still is. */
    @Test
    void shouldKeepIdsApartAndTogetherWhenTheyAreTooLongToBeMarked() {
        String stem = "x".repeat(63);
        Rebase rebase = new Rebase(-72_001);

        String one = reviewed(rebase, stem + "1");
        String other = reviewed(rebase, stem + "2");

        assertThat(one).hasSizeLessThanOrEqualTo(64).endsWith("~r-72001").isEqualTo(reviewed(rebase, stem + "1"));
        assertThat(other).isNotEqualTo(one);
        assertThat(reviewed(new Rebase(1), stem + "1")).isNotEqualTo(one);
    }

    /** People are of the suite, not of its input. */
    @Test
    void shouldLeaveAgentsWhoTheyAre() {
        Decoded.Event told = read("""
                {"specversion":"1.0","id":"m1","source":"/web","type":"rapport.seller-message.observed.v1",
                 "data":{"sellerId":"s1","conversationId":"c1","messageId":"m1","kind":"PRE_SALE","buyer":{"id":"b1"},
                 "text":"Yes.","sentAt":"2018-08-31T12:00:00Z","agentId":"ann"}}""");

        SellerMessageObserved moved = (SellerMessageObserved) new Rebase(1).apply(told.event());

        assertThat(moved.agentId()).isEqualTo("ann");
        assertThat(moved.conversationId()).isEqualTo("c1~r1");
        assertThat(Rebase.occurred(told.envelope(), told.event())).isEqualTo("2018-08-31T12:00:00Z");
    }

    private String reviewed(Rebase rebase, String reviewId) {
        Decoded.Event review = read("""
                {"specversion":"1.0","id":"e1","source":"/olist","type":"rapport.buyer-review.posted.v1",
                 "data":{"sellerId":"s1","reviewId":"%s","orderId":"o1","productId":"p1","buyer":{"id":"b1"},
                 "stars":5,"postedAt":"2018-08-31T12:00:00Z"}}""".formatted(reviewId));
        return ((BuyerReviewPosted) rebase.apply(review.event())).reviewId();
    }

    private Decoded.Event read(String json) {
        return switch (codec.decodeStructured(json.getBytes(UTF_8))) {
            case Decoded.Event event -> event;
            case Decoded.Unknown unknown -> throw new AssertionError(unknown);
            case Decoded.Rejected rejected -> throw new AssertionError(rejected);
        };
    }
}
