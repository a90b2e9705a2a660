package dev.rapport.system.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thread, message by message in the order in which they arrive. */
final class Conversation {
    final List<Turn> turns = new ArrayList<>();
    final List<Instant> sellerMessages = new ArrayList<>();

    private final Set<String> known = new HashSet<>();
    private @Nullable Instant lastSellerMessage;

    void buyerSpoke(String messageId, String kind, Instant sentAt) {
        if (!known.add(messageId)) {
            return; // MSG-02: the same message twice is stored once
        }
        Turn last = turns.isEmpty() ? null : turns.getLast();
        if (last != null && last.waiting()) {
            return; // later buyer messages before an answer belong to the open turn
        }
        if (lastSellerMessage != null && sentAt.isBefore(lastSellerMessage)) {
            return; // MSG-02: a late buyer message opens no turn
        }
        turns.add(new Turn(kind, sentAt));
    }

    void sellerSpoke(String messageId, Instant sentAt, boolean automatic) {
        if (!known.add(messageId)) {
            return;
        }
        sellerMessages.add(sentAt);
        if (lastSellerMessage == null || sentAt.isAfter(lastSellerMessage)) {
            lastSellerMessage = sentAt;
        }
        Turn last = turns.isEmpty() ? null : turns.getLast();
        if (last != null && last.waiting()) {
            last.sellerSpoke(sentAt, automatic);
        }
    }
}
