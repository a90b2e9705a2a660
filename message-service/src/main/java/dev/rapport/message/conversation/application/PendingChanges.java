package dev.rapport.message.conversation.application;

import dev.rapport.events.By;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationEvent;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a transaction has done to conversations so far and has to keep in the end. Used by one thread. */
final class PendingChanges {

    private final Set<ConversationKey> changed = new LinkedHashSet<>();
    private final List<Changes.NewMessage> added = new ArrayList<>();
    private final List<Wanted.DispatchKey> careDispatches = new ArrayList<>();
    private final Map<AttemptKey, AttemptNote> attempts = new LinkedHashMap<>();
    private final List<Changes.Act> acts = new ArrayList<>();

    private record AttemptKey(MessageKey message, int attempt) {}

    /** A conversation is to be kept. */
    void changed(ConversationKey conversation) {
        changed.add(conversation);
    }

    /** A message is new. */
    void add(Changes.NewMessage message) {
        added.add(message);
    }

    /** A care message's dispatch is new. */
    void careDispatch(Wanted.DispatchKey dispatch) {
        careDispatches.add(dispatch);
    }

    /** Something is known of an attempt. */
    void note(AttemptNote note) {
        attempts.merge(new AttemptKey(note.message(), note.attempt()), note, AttemptNote::with);
    }

    /** MSG-17: for who has seen an older version. */
    void log(Conversation now, Changes.What what, @Nullable String by, @Nullable String to) {
        acts.add(new Changes.Act(now.key(), now.version(), what, by, to));
    }

    /** What an assignment is, by who did it. */
    static Changes.What what(ConversationEvent.Assigned assigned, @Nullable String by) {
        if (assigned.agentId() == null) {
            return Changes.What.RELEASED;
        }
        return assigned.agentId().equals(by) ? Changes.What.CLAIMED : Changes.What.ASSIGNED;
    }

    /** Whether the turn of a refused reply has another answer among what this very transaction has taken. */
    boolean isAccompanied(OwnReply refused) {
        Instant opened = refused.before().getFirst().turn().opening().openedAt();
        return added.stream()
                .filter(other -> other.conversation().equals(refused.key().conversation()))
                .filter(other ->
                        !other.message().messageId().equals(refused.key().messageId()))
                .map(Changes.NewMessage::message)
                .anyMatch(other -> other instanceof Message.FromSeller seller
                        && !(seller.origin() instanceof Message.Origin.Care)
                        && (seller.by() == By.HUMAN || refused.message().by() == By.AUTO)
                        && !seller.sentAt().isBefore(opened));
    }

    /**
     * All of it.
     *
     * @param replies as they stand now
     * @param kept how a conversation is kept
     */
    Changes changes(RememberedReplies replies, Function<ConversationKey, Changes.Kept> kept) {
        var newReplies = new HashSet<MessageKey>();
        var messages = new ArrayList<Changes.NewMessage>();
        for (Changes.NewMessage message : added) {
            if (message.reply() == null) {
                messages.add(message);
            } else {
                newReplies.add(message.reply().key());
                messages.add(message.with(replies.get(message.reply().key())));
            }
        }
        var earlierReplies = replies.changed().stream()
                .filter(reply -> !newReplies.contains(reply.key()))
                .toList();
        var present = changed.stream().map(kept).toList();
        return new Changes(present, messages, earlierReplies, attempts.values(), careDispatches, acts);
    }
}
