package dev.rapport.message.conversation.adapter.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.openapi.SchemasOfRecords;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.language.Languages;
import dev.rapport.message.conversation.application.Aside;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.Threads;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET …/conversations/{conversationId}}: one conversation with messages, clocks and what other features show beside it. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}")
@Produces(MediaType.APPLICATION_JSON)
final class ConversationResource {

    private final Threads threads;
    private final SellerClockBook clockBook;
    private final Masks masks;
    private final Languages languages;
    private final SellerTransactions transactions;
    private final List<Aside> asides;
    private final ObjectMapper json;
    private final Clock clock;

    ConversationResource(
            Threads threads,
            SellerClockBook clockBook,
            Masks masks,
            Languages languages,
            SellerTransactions transactions,
            @All List<Aside> asides,
            ObjectMapper json,
            Clock clock) {
        this.threads = threads;
        this.clockBook = clockBook;
        this.masks = masks;
        this.languages = languages;
        this.transactions = transactions;
        this.asides = asides;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @APIResponse(
            responseCode = "200",
            description = "The conversation with everything beside it",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            allOf = ConversationView.class,
                                            properties = {
                                                @SchemaProperty(
                                                        name = "order",
                                                        extensions =
                                                                @Extension(
                                                                        name = SchemasOfRecords.ONE_OR_NULL,
                                                                        value = "OrderView")),
                                                @SchemaProperty(
                                                        name = "promises",
                                                        extensions =
                                                                @Extension(
                                                                        name = SchemasOfRecords.SEVERAL,
                                                                        value = "PromiseView")),
                                                @SchemaProperty(
                                                        name = "fast",
                                                        extensions =
                                                                @Extension(
                                                                        name = SchemasOfRecords.ONE_OR_NULL,
                                                                        value = "CaseView"))
                                            })))
    public Response conversation(
            @PathParam("sellerId") String sellerId, @PathParam("conversationId") String conversationId) {
        MessageThread thread = threads.read(ConversationPaths.key(sellerId, conversationId));
        if (thread == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        Instant now = clock.instant();
        var shown = thread.requests().isEmpty() ? thread : thread.masked(masks.of(thread.profile()));
        var view = ConversationView.of(
                shown,
                SaidResource.cursor(thread.conversation().key(), thread.earlier()),
                clockBook.of(thread.profile()),
                languages,
                now);
        ObjectNode document = json.valueToTree(view);
        beside(thread, now).forEach((name, aside) -> document.set(name, json.valueToTree(aside)));
        return Response.ok(document).header("ETag", ETags.of(view.version())).build();
    }

    private Map<String, @Nullable Object> beside(MessageThread thread, Instant now) {
        var conversation = thread.conversation();
        return transactions.read(conversation.key().sellerId(), tx -> {
            var shown = new LinkedHashMap<String, @Nullable Object>();
            for (Aside aside : asides) {
                shown.put(aside.name(), aside.beside(tx, conversation, now));
            }
            return shown;
        });
    }
}
