package dev.rapport.review.appeal;

import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.review.appeal.EvidencePack.Moment;
import dev.rapport.review.appeal.EvidencePack.Ordered;
import dev.rapport.review.appeal.EvidencePack.Reviewed;
import dev.rapport.review.appeal.EvidencePack.Said;
import dev.rapport.review.casework.CaseSteps;
import dev.rapport.review.chronicle.BuyerOrder;
import dev.rapport.review.chronicle.Chronicle;
import dev.rapport.review.chronicle.Happening;
import dev.rapport.review.chronicle.Receipt;
import dev.rapport.review.chronicle.ThreadMessage;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.Posting;
import dev.rapport.review.review.model.Review;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** REV-06: gathers what this service knows of a review into one pack. */
@Singleton
final class EvidenceBuilding {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final Chronicle chronicle;
    private final SellerProfiles profiles;

    EvidenceBuilding(Chronicle chronicle, SellerProfiles profiles) {
        this.chronicle = chronicle;
        this.profiles = profiles;
    }

    EvidencePack build(Connection tx, String appealId, String statement, Review review, CaseFile file, Instant now)
            throws SQLException {
        String seller = review.key().sellerId();
        Posting posting = review.posted();
        ZoneId zone = ZoneId.of(profiles.get(tx, seller).zone());
        BuyerOrder order = chronicle.order(tx, seller, posting.orderId());
        List<Happening> happenings = chronicle.happenings(tx, seller, posting.orderId());
        List<ThreadMessage> thread = chronicle.thread(tx, seller, posting.orderId());
        List<Receipt> receipts = chronicle.receipts(
                tx, seller, posting.orderId(), review.key().reviewId(), CaseSteps.dispatchId(review.key()));
        return new EvidencePack(
                appealId,
                seller,
                posting.pack(),
                zone.getId(),
                statement,
                now,
                reviewed(review, file),
                order == null ? null : ordered(order),
                timeline(review, file, order, happenings, zone),
                thread.stream().map(one -> said(one, zone)).toList(),
                receipts,
                chronicle.earlier(tx, seller, posting.buyerId(), review.key().reviewId()),
                missing(order, happenings, thread, receipts, review));
    }

    private static Reviewed reviewed(Review review, CaseFile file) {
        Posting posting = review.posted();
        return new Reviewed(
                review.key().reviewId(),
                posting.productId(),
                posting.buyerId(),
                review.stars(),
                posting.title(),
                review.text(),
                file.reviewClass().name(),
                posting.postedAt());
    }

    private static Said said(ThreadMessage one, ZoneId zone) {
        return new Said(
                one.messageId(),
                one.conversationId(),
                one.author(),
                one.text(),
                one.at(),
                LOCAL.format(one.at().atZone(zone)));
    }

    private static Ordered ordered(BuyerOrder order) {
        return new Ordered(
                order.orderId(),
                order.amount().currency(),
                order.amount().value().toPlainString(),
                order.placedAt());
    }

    private static List<Moment> timeline(
            Review review, CaseFile file, @Nullable BuyerOrder order, List<Happening> happenings, ZoneId zone) {
        List<Moment> moments = new ArrayList<>();
        if (order != null) {
            moments.add(moment(order.placedAt(), "order.placed", Map.of(), zone));
        }
        happenings.forEach(one -> moments.add(moment(one.at(), one.what(), one.detail(), zone)));
        moments.add(moment(
                review.posted().postedAt(),
                "review.posted",
                stars(review.posted().stars()),
                zone));
        review.revisions()
                .forEach(one -> moments.add(moment(one.revisedAt(), "review.revised", stars(one.stars()), zone)));
        review.replies()
                .forEach(one ->
                        moments.add(moment(one.repliedAt(), "review.replied", Map.of("text", one.text()), zone)));
        if (file.invitedAt() != null) {
            moments.add(moment(file.invitedAt(), "review.invited", Map.of(), zone));
        }
        file.stages().forEach(stage -> {
            if (stage.completedAt() != null) {
                Map<String, String> detail = new TreeMap<>(stage.outcome());
                detail.put("stage", stage.stage().name());
                moments.add(moment(stage.completedAt(), "stage.completed", detail, zone));
            }
        });
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    private static Map<String, String> stars(int stars) {
        return Map.of("stars", Integer.toString(stars));
    }

    private static Moment moment(Instant at, String what, Map<String, String> detail, ZoneId zone) {
        return new Moment(at, LOCAL.format(at.atZone(zone)), what, new TreeMap<>(detail));
    }

    private static List<String> missing(
            @Nullable BuyerOrder order,
            List<Happening> happenings,
            List<ThreadMessage> thread,
            List<Receipt> receipts,
            Review review) {
        List<String> missing = new ArrayList<>();
        if (order == null) {
            missing.add("the order");
        }
        if (happenings.stream().noneMatch(one -> one.what().equals("order.shipped"))) {
            missing.add("the shipment");
        }
        if (happenings.stream().noneMatch(one -> one.what().equals("order.delivered"))) {
            missing.add("the delivery");
        }
        if (thread.isEmpty()) {
            missing.add("a thread of the order");
        }
        if (receipts.isEmpty() && !review.replies().isEmpty()) {
            missing.add("receipts of what was sent");
        }
        return missing;
    }
}
