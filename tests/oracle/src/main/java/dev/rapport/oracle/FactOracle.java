package dev.rapport.oracle;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the facts of one seller come to. */
public final class FactOracle {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TWO_DAYS = Duration.ofHours(48);
    private static final Duration FOLLOW_UP = Duration.ofHours(2);

    private final List<RapportEvent> facts;
    private final List<Entry> entries = new ArrayList<>();

    /** @param facts of one seller, each once but for orders and disputes, those about one review in the order in which it changed */
    public FactOracle(List<RapportEvent> facts) {
        this.facts = List.copyOf(facts);
        Map<String, Instant> orders = new HashMap<>();
        Map<String, Instant> disputes = new HashMap<>();
        for (RapportEvent fact : facts) {
            switch (fact) {
                case TurnOpened f -> opened(f);
                case TurnResponded f -> entries.addAll(response(f));
                case TurnAnswered f -> entries.addAll(answer(f));
                case TurnReopened f -> reopened(f);
                case MessageSent f -> entries.add(Entry.one("messages_sent", f.sentAt()));
                case MessageFlagged f -> flagged(f);
                case PolicyViolated f -> add(f.strike(), Entry.one("violations", f.violatedAt()));
                case ViolationCleared f ->
                    entries.add(Entry.one("violations", f.violatedAt()).takenBack());
                case DeliverySettled f -> {
                    entries.add(Entry.one("deliveries", f.sentAt()));
                    add(f.outcome() != DeliveryOutcome.DELIVERED, Entry.one("deliveries_failed", f.sentAt()));
                }
                case ReviewReceived f -> review(f);
                case ReviewReplied f ->
                    add(within(TWO_DAYS, f.postedAt(), f.repliedAt()), Entry.one("reviews_replied_48h", f.postedAt()));
                case ReviewStageCompleted f ->
                    add(!f.completedAt().isAfter(f.dueAt()), Entry.one("stage_met." + lower(f.stage()), f.postedAt()));
                case ReviewInvited f -> entries.add(Entry.one("reviews_invited", f.postedAt()));
                case ReviewRevised f ->
                    add(f.invited() && f.after() > f.before(), Entry.one("reviews_improved", f.postedAt()));
                case CareNeeded f -> entries.add(Entry.one("care_needed", f.neededAt()));
                case CareSent f -> add(within(DAY, f.neededAt(), f.sentAt()), Entry.one("care_met_24h", f.neededAt()));
                case CareSuppressed f ->
                    add(
                            f.reason() != SuppressionReason.SCREENED,
                            Entry.one("care_needed", f.neededAt()).takenBack());
                case OrderPlaced f -> orders.merge(f.orderId(), f.placedAt(), FactOracle::earlier);
                case DisputeOpened f -> disputes.merge(f.disputeId(), f.openedAt(), FactOracle::earlier);
                default -> {
                    // the rest of the contract leaves the counters alone
                }
            }
        }
        orders.values().forEach(placedAt -> entries.add(Entry.one("orders_placed", placedAt)));
        disputes.values().forEach(openedAt -> entries.add(Entry.one("disputes_opened", openedAt)));
    }

    /**
     * The figures of a window.
     *
     * @param pack {@code aliexpress} or {@code amazon}
     * @param asOf any instant
     * @param windowHours length of the window that ends in the hour of that instant
     */
    public Figures at(String pack, Instant asOf, int windowHours) {
        return Arithmetic.of(entries, pack, asOf, windowHours);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static boolean within(Duration limit, Instant from, @Nullable Instant to) {
        return to != null && !to.isAfter(from.plus(limit));
    }

    private void add(boolean counts, Entry entry) {
        if (counts) {
            entries.add(entry);
        }
    }

    private void opened(TurnOpened turn) {
        entries.add(Entry.one("turns_opened", turn.openedAt()));
        entries.add(Entry.one("turns_opened." + lower(turn.kind()), turn.openedAt()));
        add(within(DAY, turn.openedAt(), turn.firstResponseDueAt()), Entry.one("turns_timed", turn.openedAt()));
    }

    private static List<Entry> response(TurnResponded f) {
        return response(f.kind(), f.openedAt(), f.respondedAt(), f.firstResponseDueAt(), f.by() == By.AUTO);
    }

    private static List<Entry> response(
            Kind kind, Instant opened, Instant responded, @Nullable Instant due, boolean byAuto) {
        List<Entry> adds = new ArrayList<>();
        if (within(DAY, opened, responded)) {
            adds.add(Entry.one("turns_responded_24h", opened));
            adds.add(Entry.one("turns_responded_24h." + lower(kind), opened));
        }
        if (due != null && within(DAY, opened, due) && !responded.isAfter(due)) {
            adds.add(Entry.one("turns_on_time", opened));
        }
        adds.add(Entry.one("first_response_count", opened));
        adds.add(Entry.of(
                "first_response_seconds",
                opened,
                Duration.between(opened, responded).toSeconds()));
        if (byAuto) {
            adds.add(Entry.one("followups_due", responded));
        }
        return adds;
    }

    private static List<Entry> answer(TurnAnswered f) {
        return answer(f.openedAt(), f.answeredAt(), f.autoRespondedAt());
    }

    private static List<Entry> answer(Instant opened, Instant answered, @Nullable Instant auto) {
        List<Entry> adds = new ArrayList<>();
        if (within(DAY, opened, answered)) {
            adds.add(Entry.one("turns_answered_24h", opened));
        }
        adds.add(Entry.one("answer_count", opened));
        adds.add(Entry.of(
                "answer_seconds", opened, Duration.between(opened, answered).toSeconds()));
        if (auto != null && within(FOLLOW_UP, auto, answered)) {
            adds.add(Entry.one("followups_met", auto));
        }
        return adds;
    }

    /** Exactly what the refused answer had added. */
    private void reopened(TurnReopened f) {
        if (f.respondedAt() != null) {
            boolean auto = f.by() == null ? f.respondedAt().equals(f.autoRespondedAt()) : f.by() == By.AUTO;
            response(f.kind(), f.openedAt(), f.respondedAt(), f.firstResponseDueAt(), auto)
                    .forEach(entry -> entries.add(entry.takenBack()));
        }
        if (f.answeredAt() != null) {
            answer(f.openedAt(), f.answeredAt(), f.autoRespondedAt()).forEach(entry -> entries.add(entry.takenBack()));
        }
    }

    private void flagged(MessageFlagged message) {
        add(message.first(), Entry.one("messages_flagged", message.sentAt()));
        message.flags().forEach(flag -> entries.add(Entry.one("messages_flagged." + lower(flag), message.sentAt())));
    }

    /** In its last class; not at all once it is hidden. */
    private void review(ReviewReceived review) {
        ReviewClass last = review.reviewClass();
        for (RapportEvent other : facts) {
            if (other instanceof ReviewHidden hidden && hidden.reviewId().equals(review.reviewId())) {
                return;
            }
            if (other instanceof ReviewReclassified moved && moved.reviewId().equals(review.reviewId())) {
                last = moved.after();
            }
        }
        entries.add(Entry.one("reviews_posted", review.postedAt()));
        entries.add(Entry.one("reviews_posted." + lower(last), review.postedAt()));
        entries.add(Entry.of("stars_sum", review.postedAt(), review.stars()));
        add(review.stars() <= 3, Entry.one("reviews_negative", review.postedAt()));
        add(review.stars() <= 3 && last != ReviewClass.MALICIOUS, Entry.one("reviews_staged", review.postedAt()));
    }
}
