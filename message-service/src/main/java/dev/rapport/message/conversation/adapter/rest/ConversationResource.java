package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.Threads;
import dev.rapport.message.conversation.model.ConversationKey;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** {@code GET …/conversations/{conversationId}}: one conversation with messages and clocks. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}")
@Produces(MediaType.APPLICATION_JSON)
final class ConversationResource {

    private final Threads threads;
    private final SellerClockBook clockBook;
    private final Masks masks;
    private final Clock clock;

    ConversationResource(Threads threads, SellerClockBook clockBook, Masks masks, Clock clock) {
        this.threads = threads;
        this.clockBook = clockBook;
        this.masks = masks;
        this.clock = clock;
    }

    @GET
    public Response conversation(
            @PathParam("sellerId") String sellerId, @PathParam("conversationId") String conversationId) {
        ConversationKey key = ConversationKey.inPath(sellerId, conversationId);
        MessageThread thread = key == null ? null : threads.read(key);
        if (thread == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        var shown = thread.requests().isEmpty() ? thread : thread.masked(masks.of(thread.profile()));
        var view = ConversationView.of(shown, clockBook.of(thread.profile()), clock.instant());
        return Response.ok(view).header("ETag", ETags.of(view.version())).build();
    }
}
