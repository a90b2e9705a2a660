package dev.rapport.message.conversation.model;

import dev.rapport.text.NormalisedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message sent through Rapport, as far as its echo can be recognised by it (MSG-02).
 *
 * @param message as it was sent
 * @param before the turns it changed, as they stood: they go back to it when it is refused (MSG-15)
 * @param externalMessageId what the marketplace calls it, as the receipt told; null before
 * @param echoMessageId the observed message that was recognised as its echo; null before
 * @param delivery a refused or failed one has no echo: the same words at that time were sent by hand instead
 */
public record OwnReply(
        MessageKey key,
        Message.FromSeller message,
        List<TurnBefore> before,
        Delivery delivery,
        @Nullable String externalMessageId,
        @Nullable String echoMessageId) {

    public OwnReply {
        before = List.copyOf(before);
    }

    public String text() {
        return message.text();
    }

    public Instant sentAt() {
        return message.sentAt();
    }

    /** A seller message as observed, before it is known whether it is ours. */
    public record Observed(
            String messageId,
            String text,
            Instant sentAt,
            @Nullable String dispatchId) {}

    /**
     * Which of a conversation's own replies this is the echo of; null when it is a message of its own.
     *
     * @param within how far from the time of sending, after it or by a clock that differs before it, an echo is known by its words
     */
    public static @Nullable OwnReply echoedBy(Observed observed, Collection<OwnReply> replies, Duration within) {
        OwnReply named = null;
        for (OwnReply reply : replies) {
            if (reply.delivery.dispatchId().equals(observed.dispatchId)) {
                return reply;
            }
            if (reply.isCalled(observed.messageId)) {
                named = reply;
            }
        }
        if (named != null || observed.dispatchId != null) {
            return named;
        }
        // Of several the same, the nearest in time: each reply is echoed once.
        return replies.stream()
                .filter(reply -> reply.soundsLike(observed, within))
                .min(Comparator.comparing((OwnReply reply) -> reply.distance(observed))
                        .thenComparing(reply -> reply.key.messageId()))
                .orElse(null);
    }

    public OwnReply echoed(String messageId) {
        return new OwnReply(
                key, message, before, delivery, externalMessageId, echoMessageId == null ? messageId : echoMessageId);
    }

    public OwnReply with(Delivery newDelivery, @Nullable String newExternalId) {
        return new OwnReply(
                key,
                message,
                before,
                newDelivery,
                externalMessageId == null ? newExternalId : externalMessageId,
                echoMessageId);
    }

    private boolean isCalled(String messageId) {
        return Objects.equals(externalMessageId, messageId)
                || Objects.equals(echoMessageId, messageId)
                || key.messageId().equals(messageId);
    }

    private boolean soundsLike(Observed observed, Duration within) {
        boolean candidate = echoMessageId == null
                && externalMessageId == null
                && delivery.state() != Delivery.State.REFUSED
                && delivery.state() != Delivery.State.FAILED;
        return candidate && distance(observed).compareTo(within) <= 0 && sameWords(text(), observed.text);
    }

    private Duration distance(Observed observed) {
        return Duration.between(sentAt(), observed.sentAt).abs();
    }

    private static boolean sameWords(String ours, String observed) {
        String words = NormalisedText.of(ours).value();
        // Two texts of nothing but punctuation are not the same for having no words.
        return words.isEmpty()
                ? ours.strip().equals(observed.strip())
                : words.equals(NormalisedText.of(observed).value());
    }
}
