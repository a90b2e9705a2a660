package dev.rapport.message.conversation.adapter.rest;

import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.language.Languages;
import dev.rapport.message.conversation.adapter.rest.ConversationView.MessageView;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.application.Threads;
import dev.rapport.message.conversation.model.ConversationKey;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET …/conversations/{conversationId}/messages}: what was said, the newest first. A conversation shows its newest messages by
 * itself; its {@code earlier} is the cursor with which the older ones begin here.
 */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/messages")
@Produces(MediaType.APPLICATION_JSON)
final class SaidResource {

    private final Threads threads;
    private final Masks masks;
    private final Languages languages;

    SaidResource(Threads threads, Masks masks, Languages languages) {
        this.threads = threads;
        this.masks = masks;
        this.languages = languages;
    }

    @GET
    public Page<MessageView> messages(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ConversationKey key = ConversationPaths.key(sellerId, conversationId);
        PageRequest page = PageRequest.of(limit, cursor, query(key));
        MessageThread.Older older = threads.older(key, position(page.after()), page.limit());
        if (older == null) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        var shown = older.requests().isEmpty() ? older : older.masked(masks.of(older.profile()));
        return new Page<>(
                shown.entries().stream()
                        .map(entry -> ConversationView.message(entry, languages))
                        .toList(),
                cursor(key, shown.next()));
    }

    /** The cursor with which the messages begin that are older than the one that stands there. */
    static @Nullable String cursor(ConversationKey key, MessageThread.@Nullable Position at) {
        return at == null
                ? null
                : Cursor.at(List.of(at.sentAt(), at.storedAt(), at.messageId())).encode(query(key));
    }

    private static String query(ConversationKey key) {
        return String.join("|", "messages", key.sellerId(), key.conversationId());
    }

    private static MessageThread.@Nullable Position position(@Nullable Cursor after) {
        return after == null ? null : new MessageThread.Position(after.instant(0), after.instant(1), after.text(2));
    }
}
