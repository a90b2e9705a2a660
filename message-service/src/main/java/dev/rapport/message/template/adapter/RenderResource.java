package dev.rapport.message.template.adapter;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.template.application.FillProblems;
import dev.rapport.message.template.application.TemplateBook;
import dev.rapport.policy.Pack;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screenings;
import dev.rapport.text.screening.Verdict;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST …/templates/{templateId}/render}: a template with its gaps filled, and what screening says of it (MSG-08, MSG-10). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/templates")
@Produces(MediaType.APPLICATION_JSON)
final class RenderResource {

    private final SellerTransactions transactions;
    private final TemplateBook book;
    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final Clock clock;

    RenderResource(
            SellerTransactions transactions,
            TemplateBook book,
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Clock clock) {
        this.transactions = transactions;
        this.book = book;
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.clock = clock;
    }

    /**
     * What is to be filled in.
     *
     * @param language ISO 639-1; the buyer's, else English, when it is left out
     * @param variables by name, such as {@code order.id}; they go before what is known of the conversation
     * @param conversationId whose case it is for
     */
    record Filling(
            @Nullable String language,
            @Nullable Map<String, String> variables,
            @Nullable String conversationId) {}

    /** @param findings what screening says of the text as it would be sent (MSG-10) */
    record Filled(String templateId, String language, String text, Verdict.Decision verdict, List<Finding> findings) {}

    /** Fills in, and sends nothing. */
    @POST
    @Path("/{templateId}/render")
    @Consumes(MediaType.APPLICATION_JSON)
    public Filled render(
            @PathParam("sellerId") String sellerId, @PathParam("templateId") String templateId, Filling filling) {
        Instant now = clock.instant();
        return transactions.read(sellerId, tx -> {
            Pack pack = clockBook.of(profiles.get(tx, sellerId)).rules(now);
            var wanted = new TemplateBook.Wanted(
                    templateId,
                    filling.language(),
                    Objects.requireNonNullElse(filling.variables(), Map.<String, String>of()),
                    conversation(tx, sellerId, filling.conversationId()));
            var filled = FillProblems.filled(book.fill(tx, sellerId, wanted, pack));
            Verdict verdict = screenings.of(pack).screen(filled.text(), Purpose.REPLY);
            return new Filled(templateId, filled.language(), filled.text(), verdict.verdict(), verdict.findings());
        });
    }

    private @Nullable Conversation conversation(Connection tx, String sellerId, @Nullable String conversationId)
            throws SQLException {
        if (conversationId == null) {
            return null;
        }
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        var found = conversations.recall(tx, List.of(key)).conversations();
        if (found.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        return found.getFirst();
    }
}
