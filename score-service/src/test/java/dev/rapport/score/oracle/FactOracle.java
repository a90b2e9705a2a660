package dev.rapport.score.oracle;

import dev.rapport.events.By;
import dev.rapport.events.CareFact.CareNeeded;
import dev.rapport.events.CareFact.CareSent;
import dev.rapport.events.CareFact.CareSuppressed;
import dev.rapport.events.DeliveryOutcome;
import dev.rapport.events.InboundEvent.DisputeOpened;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.Kind;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the facts of one seller come to. */
final class FactOracle {
    /** An amount of a counter in an hour; what takes back has a negative one. */
    private record Entry(String counter, Instant hour, long amount) {}

    /** A duration of a turn, in the hour it opened; taken back by the same with {@code times} −1. */
    private record Response(Instant hour, long seconds, int times) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Response> responses = new ArrayList<>();

    FactOracle(List<RapportEvent> facts) {
        Map<String, Instant> orders = new HashMap<>();
        Map<String, Instant> disputes = new HashMap<>();
        for (RapportEvent fact : facts) {
            switch (fact) {
                case TurnOpened f -> opened(f);
                case TurnResponded f ->
                    responded(f.kind(), f.openedAt(), f.respondedAt(), f.firstResponseDueAt(), f.by() == By.AUTO, 1);
                case TurnAnswered f -> answered(f.openedAt(), f.answeredAt(), f.autoRespondedAt(), 1);
                case TurnReopened f -> {
                    if (f.respondedAt() != null) {
                        boolean auto = f.by() == null ? f.respondedAt().equals(f.autoRespondedAt()) : f.by() == By.AUTO;
                        responded(f.kind(), f.openedAt(), f.respondedAt(), f.firstResponseDueAt(), auto, -1);
                    }
                    if (f.answeredAt() != null) {
                        answered(f.openedAt(), f.answeredAt(), f.autoRespondedAt(), -1);
                    }
                }
                case MessageSent f -> one("messages_sent", f.sentAt());
                case MessageFlagged f -> {
                    if (f.first()) {
                        one("messages_flagged", f.sentAt());
                    }
                }
                case PolicyViolated f -> {
                    if (f.strike()) {
                        one("violations", f.violatedAt());
                    }
                }
                case ViolationCleared f -> add("violations", f.violatedAt(), -1);
                case DeliverySettled f -> {
                    one("deliveries", f.sentAt());
                    if (f.outcome() != DeliveryOutcome.DELIVERED) {
                        one("deliveries_failed", f.sentAt());
                    }
                }
                case ReviewReplied f -> {
                    if (atMost(48, f.postedAt(), f.repliedAt())) {
                        one("reviews_replied_48h", f.postedAt());
                    }
                }
                case ReviewStageCompleted f -> {
                    if (!f.completedAt().isAfter(f.dueAt())) {
                        one("stage_met." + f.stage().name().toLowerCase(Locale.ROOT), f.postedAt());
                    }
                }
                case ReviewInvited f -> one("reviews_invited", f.postedAt());
                case ReviewRevised f -> {
                    if (f.invited() && f.after() > f.before()) {
                        one("reviews_improved", f.postedAt());
                    }
                }
                case CareNeeded f -> one("care_needed", f.neededAt());
                case CareSent f -> {
                    if (atMost(24, f.neededAt(), f.sentAt())) {
                        one("care_met_24h", f.neededAt());
                    }
                }
                case CareSuppressed f -> {
                    if (f.reason() != SuppressionReason.SCREENED) {
                        add("care_needed", f.neededAt(), -1);
                    }
                }
                case OrderPlaced f -> orders.merge(f.orderId(), f.placedAt(), FactOracle::earlier);
                case DisputeOpened f -> disputes.merge(f.disputeId(), f.openedAt(), FactOracle::earlier);
                default -> {}
            }
        }
        orders.values().forEach(at -> one("orders_placed", at));
        disputes.values().forEach(at -> one("disputes_opened", at));
        reviews(facts);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void one(String counter, Instant at) {
        add(counter, at, 1);
    }

    private void add(String counter, Instant at, long amount) {
        entries.add(new Entry(counter, at.truncatedTo(ChronoUnit.HOURS), amount));
    }

    private static boolean atMost(int hours, Instant from, @Nullable Instant to) {
        return to != null && !to.isAfter(from.plus(Duration.ofHours(hours)));
    }

    private void opened(TurnOpened turn) {
        one("turns_opened", turn.openedAt());
        if (turn.kind() == Kind.PRE_SALE) {
            one("turns_opened.pre_sale", turn.openedAt());
        }
        if (atMost(24, turn.openedAt(), turn.firstResponseDueAt())) {
            one("turns_timed", turn.openedAt());
        }
    }

    private void responded(
            Kind kind, Instant opened, Instant responded, @Nullable Instant due, boolean auto, int times) {
        if (atMost(24, opened, responded) && kind == Kind.PRE_SALE) {
            add("turns_responded_24h.pre_sale", opened, times);
        }
        if (atMost(24, opened, due) && due != null && !responded.isAfter(due)) {
            add("turns_on_time", opened, times);
        }
        if (auto) {
            add("followups_due", responded, times);
        }
        responses.add(new Response(
                opened.truncatedTo(ChronoUnit.HOURS),
                Duration.between(opened, responded).toSeconds(),
                times));
    }

    private void answered(Instant opened, Instant answered, @Nullable Instant auto, int times) {
        if (atMost(24, opened, answered)) {
            add("turns_answered_24h", opened, times);
        }
        if (auto != null && atMost(2, auto, answered)) {
            add("followups_met", auto, times);
        }
    }

    private void reviews(List<RapportEvent> facts) {
        for (RapportEvent fact : facts) {
            if (fact instanceof ReviewReceived review
                    && facts.stream()
                            .noneMatch(f ->
                                    f instanceof ReviewHidden h && h.reviewId().equals(review.reviewId()))) {
                ReviewClass last = review.reviewClass();
                for (RapportEvent other : facts) {
                    if (other instanceof ReviewReclassified moved
                            && moved.reviewId().equals(review.reviewId())) {
                        last = moved.after();
                    }
                }
                one("reviews_posted", review.postedAt());
                add("stars_sum", review.postedAt(), review.stars());
                if (review.stars() <= 3 && last != ReviewClass.MALICIOUS) {
                    one("reviews_staged", review.postedAt());
                }
            }
        }
    }

    /** A metric: part over whole, with the hours its deadline takes, or 0 for none. */
    private record Rate(String name, String met, String total, int deadline) {}

    private static final List<Rate> RATES = List.of(
            new Rate("answer_rate_24h", "turns_answered_24h", "turns_opened", 24),
            new Rate("consult_response_rate", "turns_responded_24h.pre_sale", "turns_opened.pre_sale", 24),
            new Rate("on_time_response_rate", "turns_on_time", "turns_timed", 24),
            new Rate("followup_rate", "followups_met", "followups_due", 2),
            new Rate("review_reply_rate_48h", "reviews_replied_48h", "reviews_posted", 48),
            new Rate("care_coverage", "care_met_24h", "care_needed", 24),
            new Rate("low_quality_rate", "messages_flagged", "messages_sent", 0),
            new Rate("dispute_rate", "disputes_opened", "orders_placed", 0),
            new Rate("stage_rate.apology", "stage_met.apology", "reviews_staged", 3),
            new Rate("stage_rate.evidence", "stage_met.evidence", "reviews_staged", 24),
            new Rate("stage_rate.invitation", "stage_met.invitation", "reviews_staged", 168),
            new Rate("review_improvement_rate", "reviews_improved", "reviews_invited", 0),
            new Rate("delivery_failure_rate", "deliveries_failed", "deliveries", 0),
            new Rate("stars_average", "stars_sum", "reviews_posted", 0));

    /** A component: weight, metric, and a curve as x, y, x, y … */
    private record Part(double weight, String metric, double... curve) {}

    private static final Map<String, List<Part>> PACKS = Map.of(
            "aliexpress",
            List.of(
                    new Part(20, "answer_rate_24h", 0.70, 0, 0.90, 60, 0.95, 80, 0.98, 100),
                    new Part(10, "on_time_response_rate", 0.50, 0, 0.80, 60, 0.95, 100),
                    new Part(30, "low_quality_rate", 0, 100, 0.02, 80, 0.05, 60, 0.10, 0),
                    new Part(20, "review_reply_rate_48h", 0.50, 0, 0.90, 80, 0.95, 100),
                    new Part(15, "dispute_rate", 0, 100, 0.012, 80, 0.03, 40, 0.06, 0),
                    new Part(5, "care_coverage", 0, 0, 0.80, 80, 0.95, 100)),
            "amazon",
            List.of(
                    new Part(60, "answer_rate_24h", 0.50, 0, 0.90, 80, 1, 100),
                    new Part(20, "low_quality_rate", 0, 100, 0.02, 80, 0.05, 60, 0.10, 0),
                    new Part(20, "dispute_rate", 0, 100, 0.012, 80, 0.03, 40, 0.06, 0)));

    /** A metric's value and the size of its sample. */
    record Value(double value, long sample) {}

    /** The metrics that are there, by name, and the score. */
    record Figures(Map<String, Value> metrics, OptionalDouble score) {}

    /** The figures of a window that ends in the hour of an instant. */
    Figures at(Instant asOf, int windowHours, String pack) {
        Instant last = asOf.truncatedTo(ChronoUnit.HOURS);
        Instant first = last.minus(Duration.ofHours(windowHours - 1));
        Predicate<Instant> inside = hour -> !hour.isBefore(first) && !hour.isAfter(last);
        Map<String, Value> metrics = new TreeMap<>();
        for (Rate rate : RATES) {
            Predicate<Instant> mature = hour -> rate.deadline() == 0
                    || hour.plus(Duration.ofHours(rate.deadline())).isBefore(last);
            long met = sum(rate.met(), inside);
            long whole = sum(rate.total(), inside.and(mature)) + sum(rate.met(), inside.and(mature.negate()));
            if (rate.deadline() < windowHours && whole > 0) {
                metrics.put(rate.name(), new Value((double) met / whole, whole));
            }
        }
        times(metrics, inside);
        return new Figures(metrics, score(metrics, Math.max(0, sum("violations", inside)), pack));
    }

    private long sum(String counter, Predicate<Instant> inside) {
        return entries.stream()
                .filter(entry -> entry.counter().equals(counter) && inside.test(entry.hour()))
                .mapToLong(Entry::amount)
                .sum();
    }

    private void times(Map<String, Value> metrics, Predicate<Instant> inside) {
        List<Long> seconds = new ArrayList<>();
        for (Response response : responses) {
            if (inside.test(response.hour()) && response.times() > 0) {
                seconds.add(response.seconds());
            }
        }
        for (Response response : responses) {
            if (inside.test(response.hour()) && response.times() < 0) {
                seconds.remove((Long) response.seconds());
            }
        }
        if (!seconds.isEmpty()) {
            Collections.sort(seconds);
            double sum = seconds.stream().mapToLong(Long::longValue).sum();
            metrics.put("first_response_average", new Value(sum / seconds.size(), seconds.size()));
            for (int percent : List.of(50, 90)) {
                int rank = Math.max(1, (seconds.size() * percent + 99) / 100);
                metrics.put("first_response_p" + percent, new Value(seconds.get(rank - 1), seconds.size()));
            }
        }
    }

    private static OptionalDouble score(Map<String, Value> metrics, long violations, String pack) {
        double weighted = 0;
        double weights = 0;
        for (Part part : PACKS.getOrDefault(pack, List.of())) {
            Value value = metrics.get(part.metric());
            if (value != null && value.sample() >= 5) {
                weighted += part.weight() * curve(part.curve(), value.value());
                weights += part.weight();
            }
        }
        return weights == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(100, Math.max(0, weighted / weights - 0.5 * violations)));
    }

    private static double curve(double[] points, double x) {
        int n = points.length;
        if (x <= points[0]) {
            return points[1];
        }
        for (int i = 2; i < n; i += 2) {
            if (x <= points[i]) {
                double part = (x - points[i - 2]) / (points[i] - points[i - 2]);
                return points[i - 1] * (1 - part) + points[i + 1] * part;
            }
        }
        return points[n - 1];
    }
}
