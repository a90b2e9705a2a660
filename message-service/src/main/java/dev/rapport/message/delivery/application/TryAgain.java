package dev.rapport.message.delivery.application;

import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.Recollection;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.OwnReply;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.strike.application.Violations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MSG-15: an agent has a failed or unknown message sent once more, under the same dispatch. */
public final class TryAgain {

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Violations violations;
    private final PersonalDataBook personalData;
    private final Outbox outbox;

    public TryAgain(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Violations violations,
            PersonalDataBook personalData,
            Outbox outbox) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.violations = violations;
        this.personalData = personalData;
        this.outbox = outbox;
    }

    /** What came of it. */
    public sealed interface Result {

        /** Asked for. */
        record Asked(Delivery delivery) implements Result {}

        /** There is no message of ours of that name. */
        record NoSuchMessage() implements Result {}

        /** It was delivered or refused, is on its way, or waits for its channel. */
        record NotNow(Delivery delivery) implements Result {}

        /** MSG-18: its words are gone, and so is who could read them. */
        record BuyerErased() implements Result {}

        /** MSG-11: nothing is sent before then. */
        record Frozen(Instant until) implements Result {}
    }

    /** @param tx that holds the seller's lock shared and has not written */
    public Result again(Connection tx, MessageKey key, Instant now, @Nullable String trace) throws SQLException {
        String seller = key.conversation().sellerId();
        violations.hold(tx, seller);
        Instant frozenUntil = violations.frozenUntil(tx, seller, now);
        if (frozenUntil != null) {
            return new Result.Frozen(frozenUntil);
        }
        // Ordering law: the conversation's row first, whatever of it is then changed.
        Recollection conversation = conversations.lock(tx, key.conversation());
        Recollection recalled = conversations.recallDeliveries(tx, List.of(key));
        if (conversation.conversations().isEmpty() || recalled.replies().isEmpty()) {
            return new Result.NoSuchMessage();
        }
        if (personalData.silenced(tx, key.conversation())) {
            return new Result.BuyerErased();
        }
        OwnReply reply = recalled.replies().getFirst();
        Delivery present = reply.delivery();
        boolean maybe = present.state() == Delivery.State.FAILED || present.state() == Delivery.State.UNKNOWN;
        if (!maybe) {
            return new Result.NotNow(present);
        }
        SellerClocks clocks = clockBook.of(profiles.get(tx, seller));
        var correspondence = new Correspondence(recalled, _ -> clocks);
        OwnReply again = reply.with(present.again(now, clocks.delivery(reply.sentAt())), null);
        correspondence.settle(reply, again, trace);
        correspondence.ask(again, now, trace);
        conversations.keep(tx, correspondence.changes());
        outbox.append(tx, correspondence.facts());
        return new Result.Asked(again.delivery());
    }
}
