package dev.rapport.care.need.application;

import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.need.model.CareMessage.Status;
import dev.rapport.events.InboundEvent.DeliveryReported;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What connectors report of care messages: delivered (200), refused (403, the slot is free again and nothing is charged), failed (5xx,
 * tried again as often as the pack says). Reports of anything else, and of attempts that another has overtaken, change nothing.
 */
@Singleton
public final class Receipts {
    private final SellerCare.Lookup sellers;
    private final CareMessages messages;
    private final Ledger ledger;

    Receipts(SellerCare.Lookup sellers, CareMessages messages, Ledger ledger) {
        this.sellers = sellers;
        this.messages = messages;
        this.ledger = ledger;
    }

    /**
     * Applies a batch's receipts.
     *
     * @param tx transaction of the worker role, holding the sellers' exclusive locks
     * @param reports in the order of the log
     */
    public void apply(Connection tx, List<DeliveryReported> reports, Instant now) throws SQLException {
        if (reports.isEmpty()) {
            return;
        }
        Map<CareMessages.Id, CareMessage> known = new HashMap<>();
        messages.ofDispatches(
                        tx,
                        reports.stream()
                                .map(report -> new CareMessages.Id(report.sellerId(), report.dispatchId()))
                                .distinct()
                                .toList())
                .forEach(message -> known.put(
                        new CareMessages.Id(
                                message.need().sellerId(), message.need().careMessageId()),
                        message));
        if (known.isEmpty()) {
            return;
        }
        var care = sellers.of(
                tx, known.keySet().stream().map(CareMessages.Id::sellerId).collect(Collectors.toSet()), now);
        Map<CareMessages.Id, CareMessage> changed = new LinkedHashMap<>();
        List<CareMessage> takenBack = new ArrayList<>();
        for (DeliveryReported report : reports) {
            var id = new CareMessages.Id(report.sellerId(), report.dispatchId());
            CareMessage before = known.get(id);
            if (before != null) {
                CareMessage after = after(before, report, care.get(report.sellerId()), now);
                known.put(id, after);
                changed.put(id, after);
                if (after.course().cost() == null && before.course().cost() != null) {
                    takenBack.add(after);
                }
            }
        }
        messages.keep(tx, changed.values());
        ledger.reverse(tx, takenBack, now);
    }

    private static CareMessage after(
            CareMessage message, DeliveryReported report, @Nullable SellerCare seller, Instant now) {
        Status status = message.course().status();
        Instant at = report.reportedAt().truncatedTo(ChronoUnit.MICROS);
        Instant readAt = report.readAt() == null ? null : report.readAt().truncatedTo(ChronoUnit.MICROS);
        if (report.code() == 200 && (status == Status.SENT || status == Status.DELIVERED)) {
            return message.delivered(at, readAt);
        }
        boolean ofThisAttempt = report.attempt() == message.course().attempts();
        if (status != Status.SENT || !ofThisAttempt || message.course().sendAt() != null) {
            return message;
        }
        return switch (report.code()) {
            case 200 -> message;
            case 403 -> message.refused(at);
            default -> failed(message, seller, at, now);
        };
    }

    private static CareMessage failed(CareMessage message, @Nullable SellerCare seller, Instant at, Instant now) {
        List<Duration> pauses =
                seller == null ? List.of() : seller.rules().pack().delivery().retryAfter();
        int failed = message.course().attempts();
        return failed <= pauses.size() ? message.retriedAt(now.plus(pauses.get(failed - 1))) : message.givenUp(at);
    }
}
