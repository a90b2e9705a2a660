package dev.rapport.system.oracle;

import dev.rapport.oracle.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Everything one seller's lines say, in the order in which they arrive. */
final class SellerHistory {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TWO_DAYS = Duration.ofHours(48);
    private static final Duration APOLOGY = Duration.ofHours(3);
    private static final Duration FOLLOW_UP = Duration.ofHours(2);

    private final Set<String> seen = new HashSet<>();
    private final Map<String, Conversation> conversations = new LinkedHashMap<>();
    private final Map<String, Instant> orders = new LinkedHashMap<>();
    private final Map<String, Instant> disputes = new LinkedHashMap<>();
    private final Map<String, Review> reviews = new LinkedHashMap<>();
    private final Map<String, Instant> replies = new LinkedHashMap<>();

    private record Review(int stars, Instant postedAt) {}

    void apply(InputEvent event) {
        if (!seen.add(event.source() + "\u0000" + event.id())) {
            return; // each event counts once
        }
        switch (event.type()) {
            case "buyer-message.received" ->
                conversation(event).buyerSpoke(event.text("messageId"), event.text("kind"), event.time("sentAt"));
            case "seller-message.observed" ->
                conversation(event).sellerSpoke(event.text("messageId"), event.time("sentAt"), event.flag("automatic"));
            case "order.placed" -> orders.putIfAbsent(event.text("orderId"), event.time("placedAt"));
            case "dispute.opened" -> disputes.putIfAbsent(event.text("disputeId"), event.time("openedAt"));
            case "buyer-review.posted" ->
                reviews.putIfAbsent(event.text("reviewId"), new Review(event.number("stars"), event.time("postedAt")));
            case "seller-review-reply.observed" -> replies.putIfAbsent(event.text("reviewId"), event.time("repliedAt"));
            default -> {
                // the rest of the contract leaves the score alone
            }
        }
    }

    private Conversation conversation(InputEvent event) {
        return conversations.computeIfAbsent(event.text("conversationId"), _ -> new Conversation());
    }

    /** @return what the counters of the score arithmetic get from this seller, each at its anchor */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Conversation conversation : conversations.values()) {
            conversation.sellerMessages.forEach(sentAt -> entries.add(Entry.one("messages_sent", sentAt)));
            conversation.turns.forEach(turn -> count(turn, entries));
        }
        orders.values().forEach(placedAt -> entries.add(Entry.one("orders_placed", placedAt)));
        disputes.values().forEach(openedAt -> entries.add(Entry.one("disputes_opened", openedAt)));
        reviews.forEach((reviewId, review) -> count(reviewId, review, entries));
        return entries;
    }

    private static void count(Turn turn, List<Entry> entries) {
        String kind = "." + turn.kind.toLowerCase(Locale.ROOT);
        Instant opened = turn.openedAt;
        boolean timed = within(DAY, opened, turn.firstResponseDueAt);
        entries.add(Entry.one("turns_opened", opened));
        entries.add(Entry.one("turns_opened" + kind, opened));
        if (timed) {
            entries.add(Entry.one("turns_timed", opened));
        }
        Instant responded = turn.respondedAt;
        if (responded != null) {
            span("first_response", opened, responded, entries);
            if (within(DAY, opened, responded)) {
                entries.add(Entry.one("turns_responded_24h", opened));
                entries.add(Entry.one("turns_responded_24h" + kind, opened));
            }
            if (timed && !responded.isAfter(turn.firstResponseDueAt)) {
                entries.add(Entry.one("turns_on_time", opened));
            }
        }
        Instant auto = turn.autoRespondedAt;
        if (auto != null) {
            entries.add(Entry.one("followups_due", auto));
        }
        Instant answered = turn.answeredAt;
        if (auto != null && (answered == null || !within(FOLLOW_UP, auto, answered))) {
            // MSG-12: an auto-reply with no human after it; the histories are long over, so nobody will come any more.
            entries.add(Entry.one("messages_flagged", auto));
            entries.add(Entry.one("messages_flagged.unattended_auto_reply", auto));
        }
        if (answered != null) {
            span("answer", opened, answered, entries);
            if (within(DAY, opened, answered)) {
                entries.add(Entry.one("turns_answered_24h", opened));
            }
            if (auto != null && within(FOLLOW_UP, auto, answered)) {
                entries.add(Entry.one("followups_met", auto));
            }
        }
    }

    private void count(String reviewId, Review review, List<Entry> entries) {
        entries.add(Entry.one("reviews_posted", review.postedAt()));
        entries.add(Entry.of("stars_sum", review.postedAt(), review.stars()));
        if (review.stars() <= 3) {
            entries.add(Entry.one("reviews_negative", review.postedAt()));
            entries.add(Entry.one("reviews_staged", review.postedAt()));
        }
        Instant replied = replies.get(reviewId);
        if (replied != null && within(TWO_DAYS, review.postedAt(), replied)) {
            entries.add(Entry.one("reviews_replied_48h", review.postedAt()));
        }
        // REV-03: a reply is the apology, if the review has stages.
        if (review.stars() <= 3 && replied != null && within(APOLOGY, review.postedAt(), replied)) {
            entries.add(Entry.one("stage_met.apology", review.postedAt()));
        }
    }

    private static void span(String name, Instant opened, Instant end, List<Entry> entries) {
        long seconds = Duration.between(opened, end).toSeconds();
        entries.add(Entry.one(name + "_count", opened));
        entries.add(Entry.of(name + "_seconds", opened, seconds));
    }

    private static boolean within(Duration limit, Instant from, Instant to) {
        return Duration.between(from, to).compareTo(limit) <= 0;
    }
}
