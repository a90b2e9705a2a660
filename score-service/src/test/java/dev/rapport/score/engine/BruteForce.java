package dev.rapport.score.engine;

import dev.rapport.events.By;
import dev.rapport.events.CareFact.CareNeeded;
import dev.rapport.events.CareFact.CareSent;
import dev.rapport.events.CareFact.CareSuppressed;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.MessageFact.DeliverySettled;
import dev.rapport.events.MessageFact.MessageFlagged;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.MessageFact.TurnReopened;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.MessageFact.ViolationCleared;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewHidden;
import dev.rapport.events.ReviewFact.ReviewInvited;
import dev.rapport.events.ReviewFact.ReviewReceived;
import dev.rapport.events.ReviewFact.ReviewReclassified;
import dev.rapport.events.ReviewFact.ReviewReplied;
import dev.rapport.events.ReviewFact.ReviewRevised;
import dev.rapport.events.ReviewFact.ReviewStageCompleted;
import dev.rapport.events.SuppressionReason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts over the raw facts of a consistent history, by filtering lists: slow, and with no delta, key or packing in sight. */
final class BruteForce {
    private static final long HOUR = 3_600_000;

    private final List<RapportEvent> facts;
    private final long first;
    private final long last;

    private BruteForce(List<RapportEvent> facts, long first, long last) {
        this.facts = facts;
        this.first = first;
        this.last = last;
    }

    static long count(List<RapportEvent> facts, Counter counter, long firstHour, long lastHour) {
        return new BruteForce(facts, firstHour, lastHour).count(counter.wireName());
    }

    private long count(String name) {
        String whole = name.split("\\.")[0];
        String part = name.contains(".") ? name.split("\\.")[1].toUpperCase(Locale.ROOT) : "";
        return switch (whole) {
            case "turns_opened" -> in(TurnOpened.class, TurnOpened::openedAt, t -> isPart(part, t.kind()));
            case "turns_responded_24h" ->
                responses(r -> isPart(part, r.kind()) && millis(r.openedAt(), r.respondedAt()) <= 24 * HOUR, _ -> 1);
            case "turns_timed" ->
                in(TurnOpened.class, TurnOpened::openedAt, t -> timed(t.openedAt(), t.firstResponseDueAt()));
            case "turns_on_time" -> responses(r -> timed(r) && !late(r), _ -> 1);
            case "turns_late" -> responses(r -> timed(r) && late(r), _ -> 1);
            case "turns_answered_24h" -> answers(a -> millis(a.openedAt(), a.answeredAt()) <= 24 * HOUR, _ -> 1);
            case "first_response_count" -> responses(_ -> true, _ -> 1);
            case "first_response_seconds" -> responses(_ -> true, r -> millis(r.openedAt(), r.respondedAt()) / 1000);
            case "answer_count" -> answers(_ -> true, _ -> 1);
            case "answer_seconds" -> answers(_ -> true, a -> millis(a.openedAt(), a.answeredAt()) / 1000);
            case "followups_due" ->
                all(TurnResponded.class)
                        .filter(r -> r.by() == By.AUTO && within(r.respondedAt()) && !takenBack(r.turnId(), true))
                        .count();
            case "followups_met" ->
                all(TurnAnswered.class)
                        .filter(a -> a.autoRespondedAt() != null
                                && within(a.autoRespondedAt())
                                && millis(a.autoRespondedAt(), a.answeredAt()) <= 2 * HOUR
                                && !takenBack(a.turnId(), false))
                        .count();
            case "messages_by_human" -> in(MessageSent.class, MessageSent::sentAt, m -> m.by() == By.HUMAN);
            case "messages_sent" -> in(MessageSent.class, MessageSent::sentAt, _ -> true);
            case "messages_flagged" ->
                in(
                        MessageFlagged.class,
                        MessageFlagged::sentAt,
                        m -> part.isEmpty()
                                ? m.first()
                                : m.flags().stream().anyMatch(f -> f.name().equals(part)));
            case "violations" ->
                in(PolicyViolated.class, PolicyViolated::violatedAt, PolicyViolated::strike)
                        - in(ViolationCleared.class, ViolationCleared::violatedAt, _ -> true);
            case "deliveries" -> in(DeliverySettled.class, DeliverySettled::sentAt, _ -> true);
            case "deliveries_failed" ->
                in(DeliverySettled.class, DeliverySettled::sentAt, d -> d.outcome() != DeliveryOutcome.DELIVERED);
            case "reviews_posted" ->
                shown().filter(r -> part.isEmpty() || lastClass(r).name().equals(part))
                        .count();
            case "stars_sum" -> shown().mapToLong(ReviewReceived::stars).sum();
            case "reviews_negative" -> shown().filter(r -> r.stars() <= 3).count();
            case "reviews_staged" ->
                shown().filter(r -> r.stars() <= 3 && lastClass(r) != ReviewClass.MALICIOUS)
                        .count();
            case "reviews_replied_48h" ->
                in(ReviewReplied.class, ReviewReplied::postedAt, r -> millis(r.postedAt(), r.repliedAt()) <= 48 * HOUR);
            case "stage_met" ->
                in(
                        ReviewStageCompleted.class,
                        ReviewStageCompleted::postedAt,
                        s -> s.stage().name().equals(part) && millis(s.completedAt(), s.dueAt()) >= 0);
            case "reviews_invited" -> in(ReviewInvited.class, ReviewInvited::postedAt, _ -> true);
            case "reviews_improved" ->
                in(ReviewRevised.class, ReviewRevised::postedAt, r -> r.invited() && r.after() > r.before());
            case "orders_placed" -> in(OrderPlaced.class, OrderPlaced::placedAt, _ -> true);
            case "disputes_opened" -> in(DisputeOpened.class, DisputeOpened::openedAt, _ -> true);
            case "care_needed" ->
                in(CareNeeded.class, CareNeeded::neededAt, _ -> true)
                        - in(
                                CareSuppressed.class,
                                CareSuppressed::neededAt,
                                s -> s.reason() != SuppressionReason.SCREENED);
            case "care_met_24h" ->
                in(CareSent.class, CareSent::neededAt, s -> millis(s.neededAt(), s.sentAt()) <= 24 * HOUR);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private <E extends RapportEvent> Stream<E> all(Class<E> type) {
        return facts.stream().filter(type::isInstance).map(type::cast);
    }

    private <E extends RapportEvent> long in(Class<E> type, Function<E, Instant> anchor, Predicate<E> counts) {
        return all(type).filter(e -> within(anchor.apply(e)) && counts.test(e)).count();
    }

    private long responses(Predicate<TurnResponded> counts, Function<TurnResponded, Number> amount) {
        return all(TurnResponded.class)
                .filter(r -> within(r.openedAt()) && !takenBack(r.turnId(), true) && counts.test(r))
                .mapToLong(r -> amount.apply(r).longValue())
                .sum();
    }

    private long answers(Predicate<TurnAnswered> counts, Function<TurnAnswered, Number> amount) {
        return all(TurnAnswered.class)
                .filter(a -> within(a.openedAt()) && !takenBack(a.turnId(), false) && counts.test(a))
                .mapToLong(a -> amount.apply(a).longValue())
                .sum();
    }

    private boolean takenBack(String turn, boolean response) {
        return all(TurnReopened.class)
                .anyMatch(t -> t.turnId().equals(turn) && (response ? t.respondedAt() : t.answeredAt()) != null);
    }

    private Stream<ReviewReceived> shown() {
        Set<String> hidden = all(ReviewHidden.class).map(ReviewHidden::reviewId).collect(Collectors.toSet());
        return all(ReviewReceived.class).filter(r -> within(r.postedAt()) && !hidden.contains(r.reviewId()));
    }

    private ReviewClass lastClass(ReviewReceived review) {
        return all(ReviewReclassified.class)
                .filter(r -> r.reviewId().equals(review.reviewId()))
                .map(ReviewReclassified::after)
                .reduce(review.reviewClass(), (before, after) -> after);
    }

    private boolean within(Instant anchor) {
        long hour = Math.floorDiv(anchor.toEpochMilli(), HOUR);
        return hour >= first && hour <= last;
    }

    private static boolean isPart(String part, Enum<?> value) {
        return part.isEmpty() || value.name().equals(part);
    }

    private static boolean timed(TurnResponded turn) {
        return timed(turn.openedAt(), turn.firstResponseDueAt());
    }

    private static boolean timed(Instant openedAt, @Nullable Instant dueAt) {
        return dueAt != null && millis(openedAt, dueAt) <= 24 * HOUR;
    }

    private static boolean late(TurnResponded turn) {
        return turn.firstResponseDueAt() != null && millis(turn.firstResponseDueAt(), turn.respondedAt()) > 0;
    }

    private static long millis(Instant from, Instant to) {
        return to.toEpochMilli() - from.toEpochMilli();
    }
}
