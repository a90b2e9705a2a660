package dev.rapport.system.oracle;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One turn of a conversation as it stands after some messages; written to only by {@link Conversation}. */
final class Turn {
    /** The {@code first-response} clock of the aliexpress pack. */
    private static final Duration FIRST_RESPONSE = Duration.ofHours(2);

    final String kind;
    final Instant openedAt;
    final Instant firstResponseDueAt;

    @Nullable
    Instant respondedAt;

    @Nullable
    Instant autoRespondedAt;

    @Nullable
    Instant answeredAt;

    Turn(String kind, Instant openedAt) {
        this.kind = kind;
        this.openedAt = openedAt;
        this.firstResponseDueAt = ShanghaiHours.after(openedAt, FIRST_RESPONSE);
    }

    boolean waiting() {
        return answeredAt == null;
    }

    /** MSG-02: a seller message strictly older than the turn does nothing to it. */
    void sellerSpoke(Instant sentAt, boolean automatic) {
        if (sentAt.isBefore(openedAt)) {
            return;
        }
        if (respondedAt == null) {
            respondedAt = sentAt;
            autoRespondedAt = automatic ? sentAt : null;
        }
        if (!automatic) {
            answeredAt = sentAt;
        }
    }
}
