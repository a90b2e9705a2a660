package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.conversation.model.SellerClocks;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET …/win-back}: buyers who have not written for too long after a question (MSG-19). Nothing is sent by itself. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/win-back")
@Produces(MediaType.APPLICATION_JSON)
final class WinBackResource {

    private final SellerTransactions transactions;
    private final WinBacks winBacks;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Clock clock;

    WinBackResource(
            SellerTransactions transactions,
            WinBacks winBacks,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Clock clock) {
        this.transactions = transactions;
        this.winBacks = winBacks;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param askedAt when the seller asked
     * @param silentSeconds since then
     * @param conversation as in the inbox
     */
    record SilentView(String conversationId, Instant askedAt, long silentSeconds, ConversationView conversation) {}

    @GET
    public Page<SilentView> winBack(
            @PathParam("sellerId") String sellerId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor, "win-back|" + sellerId);
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> page(tx, sellerId, page, now));
    }

    private Page<SilentView> page(Connection tx, String sellerId, PageRequest request, Instant now)
            throws SQLException {
        var after = request.after();
        var before = after == null ? null : new WinBacks.Position(after.instant(0), after.text(1));
        List<WinBacks.Silent> found = winBacks.listed(tx, sellerId, before, request.fetch());
        SellerClocks clocks = clockBook.of(profiles.get(tx, sellerId));
        return Page.of(
                        request,
                        found,
                        silent -> List.<Object>of(
                                silent.askedAt(),
                                silent.listed().conversation().key().conversationId()))
                .map(silent -> new SilentView(
                        silent.listed().conversation().key().conversationId(),
                        silent.askedAt(),
                        Duration.between(silent.askedAt(), now).toSeconds(),
                        ConversationView.of(silent.listed(), clocks, now)));
    }
}
