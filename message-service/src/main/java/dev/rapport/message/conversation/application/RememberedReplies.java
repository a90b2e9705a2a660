package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Our own replies a transaction knows of, as they stand now, found by dispatch, by message and by conversation. */
final class RememberedReplies {

    private final Map<MessageKey, OwnReply> replies = new HashMap<>();
    private final Map<Wanted.DispatchKey, MessageKey> byDispatch = new HashMap<>();
    private final Map<ConversationKey, List<MessageKey>> byConversation = new HashMap<>();
    private final Set<MessageKey> changed = new LinkedHashSet<>();

    RememberedReplies(Collection<OwnReply> recalled) {
        recalled.forEach(this::remember);
    }

    void remember(OwnReply reply) {
        if (replies.put(reply.key(), reply) == null) {
            ConversationKey conversation = reply.key().conversation();
            String dispatchId = reply.delivery().dispatchId();
            byDispatch.put(new Wanted.DispatchKey(conversation.sellerId(), dispatchId), reply.key());
            byConversation.computeIfAbsent(conversation, _ -> new ArrayList<>()).add(reply.key());
        }
    }

    /** Takes note of what became of a reply. */
    void update(OwnReply after) {
        if (!after.equals(replies.put(after.key(), after))) {
            changed.add(after.key());
        }
    }

    OwnReply get(MessageKey key) {
        return Objects.requireNonNull(replies.get(key), "a reply that was never remembered");
    }

    /** Null when the dispatch is not ours. */
    @Nullable
    OwnReply dispatched(Wanted.DispatchKey dispatch) {
        MessageKey key = byDispatch.get(dispatch);
        return key == null ? null : replies.get(key);
    }

    /** MSG-02: the reply an observed message is the echo of; null when it is a message of its own. */
    @Nullable
    OwnReply echoedBy(ConversationKey conversation, OwnReply.Observed observed, Duration within) {
        // A dispatch of ours is ours even if the marketplace shows it in another thread.
        OwnReply named = observed.dispatchId() == null
                ? null
                : dispatched(new Wanted.DispatchKey(conversation.sellerId(), observed.dispatchId()));
        if (named != null) {
            return named;
        }
        var candidates = byConversation.getOrDefault(conversation, List.of()).stream()
                .map(this::get)
                .toList();
        return OwnReply.echoedBy(observed, candidates, within);
    }

    /** Those that are not as they were recalled or remembered. */
    Collection<OwnReply> changed() {
        return changed.stream().map(this::get).toList();
    }
}
