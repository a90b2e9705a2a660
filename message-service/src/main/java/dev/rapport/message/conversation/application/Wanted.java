package dev.rapport.message.conversation.application;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a batch has to know before it can be decided. Filled event by event, then asked for at once. */
public final class Wanted {

    private final Set<ConversationKey> conversations = new LinkedHashSet<>();
    private final Set<MessageKey> messages = new LinkedHashSet<>();
    private final List<PossibleEcho> echoes = new ArrayList<>();
    private final Set<DispatchKey> dispatches = new LinkedHashSet<>();
    private final Set<DispatchKey> refusals = new LinkedHashSet<>();

    /** A dispatch of one seller, whatever service asked for it. */
    public record DispatchKey(String sellerId, String dispatchId) {}

    /**
     * An observed message and the time within which one of ours has the right age for it to be its echo.
     *
     * @param dispatchId as the observer told it
     */
    public record PossibleEcho(
            MessageKey observed, @Nullable String dispatchId, Instant from, Instant until) {}

    /** A message that may be new, and its conversation. */
    public void message(MessageKey key) {
        conversations.add(key.conversation());
        messages.add(key);
    }

    /** An observed seller message that may be new, an echo of ours, or one of a care message. */
    public void observed(PossibleEcho echo) {
        message(echo.observed());
        echoes.add(echo);
        if (echo.dispatchId() != null) {
            dispatch(new DispatchKey(echo.observed().conversation().sellerId(), echo.dispatchId()));
        }
    }

    /** A dispatch that may be one of ours or of a care message. */
    public void dispatch(DispatchKey key) {
        dispatches.add(key);
    }

    /** A dispatch that was refused: if it is ours, its conversation may have to go back (MSG-15). */
    public void refusal(DispatchKey key) {
        dispatches.add(key);
        refusals.add(key);
    }

    public Set<DispatchKey> refusals() {
        return refusals;
    }

    public Set<ConversationKey> conversations() {
        return conversations;
    }

    public Set<MessageKey> messages() {
        return messages;
    }

    public List<PossibleEcho> echoes() {
        return echoes;
    }

    public Set<DispatchKey> dispatches() {
        return dispatches;
    }
}
