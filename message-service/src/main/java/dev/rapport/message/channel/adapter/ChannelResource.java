package dev.rapport.message.channel.adapter;

import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.channel.model.Receipts;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.policy.Delivery;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MSG-15: {@code GET …/channel}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/channel")
@Produces(MediaType.APPLICATION_JSON)
final class ChannelResource {

    private final SellerTransactions transactions;
    private final Channels channels;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final OutageNoticeResource notices;
    private final Clock clock;

    ChannelResource(
            SellerTransactions transactions,
            Channels channels,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            OutageNoticeResource notices,
            Clock clock) {
        this.transactions = transactions;
        this.channels = channels;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * How the channel does.
     *
     * @param state {@code ok} or {@code degraded}
     * @param since null while it does well
     * @param receipts within the pack's time
     * @param failures those of them of failed attempts
     * @param share of failures
     * @param threshold above it the channel is degraded
     * @param waiting replies that wait for it
     * @param notice offered for publishing while it is degraded; null while it does well, or where none is ready
     */
    record ChannelView(
            String state,
            @Nullable Instant since,
            long receipts,
            long failures,
            double share,
            double threshold,
            long waiting,
            OutageNoticeResource.@Nullable NoticeView notice) {}

    @GET
    public ChannelView channel(@PathParam("sellerId") String sellerId) {
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> {
            Delivery rules = clockBook.of(profiles.get(tx, sellerId)).rules(now).delivery();
            Receipts lately = channels.receipts(tx, Map.of(sellerId, now.minus(rules.degradedWithin())))
                    .getOrDefault(sellerId, new Receipts(0, 0));
            Instant since = channels.degradedSince(tx, sellerId);
            return new ChannelView(
                    since == null ? "ok" : "degraded",
                    since,
                    lately.all(),
                    lately.failures(),
                    lately.share(),
                    rules.degradedAbove(),
                    channels.waiting(tx, sellerId),
                    since == null ? null : notices.notice(tx, sellerId, false));
        });
    }
}
