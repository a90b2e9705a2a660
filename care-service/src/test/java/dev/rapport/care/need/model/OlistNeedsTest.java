package dev.rapport.care.need.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.care.order.model.Order;
import dev.rapport.care.order.model.OrderKey;
import dev.rapport.care.order.model.OrderNews;
import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.InboundEvent.OrderDelivered;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.OrderShipped;
import dev.rapport.events.Money;
import dev.rapport.policy.CareTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** CARE-01 on 4,058 real orders: the needs equal what is worked out from the lines of the file without any of our types. */
@EnabledIf("isThere")
class OlistNeedsTest {
    private static final Path FILE = Path.of("../../shared/data/olist.ndjson");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The instants of one order, straight from the lines. */
    private static final class Dates {
        @Nullable
        Instant shipBy;

        @Nullable
        Instant shipped;

        @Nullable
        Instant delivered;

        @Nullable
        Instant cancelled;

        @Nullable
        Instant reviewed;
    }

    private static final Map<String, Dates> DATES = new HashMap<>();
    private static final Map<OrderKey, Order> ORDERS = new HashMap<>();
    private static Instant end = Instant.MIN;

    static boolean isThere() {
        return Files.exists(FILE);
    }

    @BeforeAll
    static void read() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            events.add(JSON.readTree(line));
        }
        for (JsonNode event : events) {
            Instant at = Instant.parse(event.required("time").textValue());
            end = at.isAfter(end) ? at : end;
            note(event);
        }
        // Whatever the order of arrival.
        Collections.shuffle(events, new Random(4));
        events.forEach(event -> {
            Order news = news(event);
            ORDERS.merge(news.key(), news, Order::merge);
        });
    }

    private static void note(JsonNode event) {
        JsonNode data = event.required("data");
        Dates dates = DATES.computeIfAbsent(
                data.required("sellerId").textValue() + "/"
                        + data.required("orderId").textValue(),
                _ -> new Dates());
        switch (event.required("type").textValue()) {
            case "rapport.order.placed.v1" -> dates.shipBy = at(data, "shipBy");
            case "rapport.order.shipped.v1" -> dates.shipped = at(data, "shippedAt");
            case "rapport.order.delivered.v1" -> dates.delivered = at(data, "deliveredAt");
            case "rapport.order.cancelled.v1" -> dates.cancelled = at(data, "cancelledAt");
            default -> {
                Instant posted = at(data, "postedAt");
                dates.reviewed = posted != null && (dates.reviewed == null || posted.isBefore(dates.reviewed))
                        ? posted
                        : dates.reviewed;
            }
        }
    }

    private static Order news(JsonNode event) {
        JsonNode data = event.required("data");
        String seller = data.required("sellerId").textValue();
        String order = data.required("orderId").textValue();
        return switch (event.required("type").textValue()) {
            case "rapport.order.placed.v1" ->
                OrderNews.of(new OrderPlaced(
                        seller,
                        order,
                        Buyer.of(data.required("buyer").required("id").textValue()),
                        List.of(),
                        Money.of("BRL", "1.00"),
                        some(data, "placedAt"),
                        at(data, "shipBy"),
                        null));
            case "rapport.order.shipped.v1" ->
                OrderNews.of(new OrderShipped(seller, order, null, null, some(data, "shippedAt")));
            case "rapport.order.delivered.v1" ->
                OrderNews.of(new OrderDelivered(seller, order, some(data, "deliveredAt"), null, null));
            case "rapport.order.cancelled.v1" ->
                OrderNews.of(new OrderCancelled(seller, order, some(data, "cancelledAt")));
            default ->
                OrderNews.of(new BuyerReviewPosted(
                        seller, "r", order, "p", Buyer.of("b"), 1, null, null, some(data, "postedAt")));
        };
    }

    private static @Nullable Instant at(JsonNode data, String field) {
        JsonNode value = data.path(field);
        return value.isTextual() ? Instant.parse(value.textValue()) : null;
    }

    private static Instant some(JsonNode data, String field) {
        return Instant.parse(data.required(field).textValue());
    }

    private static Set<String> needs(CareTrigger trigger, Duration delay) {
        Set<String> needs = new TreeSet<>();
        ORDERS.forEach((key, order) -> Occasions.of(order, trigger, delay).stream()
                .filter(occasion -> !occasion.neededAt().isAfter(end))
                .forEach(_ -> needs.add(key.sellerId() + "/" + key.orderId())));
        return needs;
    }

    private static boolean by(@Nullable Instant at, Instant limit) {
        return at != null && at.compareTo(limit) <= 0;
    }

    @Test
    void shouldNeedAWordForEveryParcelSilentForMoreThanFiveDays() {
        Set<String> expected = new TreeSet<>();
        DATES.forEach((order, dates) -> {
            Instant limit = dates.shipped == null ? null : dates.shipped.plusSeconds(5 * 86_400);
            if (limit != null && by(limit, end) && !by(dates.delivered, limit) && !by(dates.cancelled, limit)) {
                expected.add(order);
            }
        });
        assertThat(needs(CareTrigger.STALLED, Duration.ofDays(5)))
                .hasSizeGreaterThan(2_000)
                .isEqualTo(expected);
    }

    @Test
    void shouldAskForEveryDeliveryWithoutAReviewAfterThreeDays() {
        Set<String> expected = new TreeSet<>();
        DATES.forEach((order, dates) -> {
            Instant limit = dates.delivered == null ? null : dates.delivered.plusSeconds(3 * 86_400);
            if (limit != null && by(limit, end) && !by(dates.reviewed, limit) && !by(dates.cancelled, limit)) {
                expected.add(order);
            }
        });
        assertThat(needs(CareTrigger.DELIVERED, Duration.ofDays(3)))
                .hasSizeGreaterThan(1_000)
                .isEqualTo(expected);
    }

    @Test
    void shouldSeeEveryDispatchThatWasLate() {
        Set<String> expected = new TreeSet<>();
        DATES.forEach((order, dates) -> {
            Instant limit = dates.shipBy;
            if (limit != null
                    && by(limit, end)
                    && !by(dates.shipped, limit)
                    && !by(dates.delivered, limit)
                    && !by(dates.cancelled, limit)) {
                expected.add(order);
            }
        });
        assertThat(needs(CareTrigger.LATE_DISPATCH, Duration.ZERO))
                .hasSizeGreaterThan(500)
                .isEqualTo(expected);
    }
}
