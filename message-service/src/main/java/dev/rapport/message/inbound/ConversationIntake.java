package dev.rapport.message.inbound;

import dev.rapport.events.DeliveryOutcome;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.autoreply.application.AutoReplies;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.conversation.application.Changes;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.PersonalDataBook.BuyerKey;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.application.Wanted;
import dev.rapport.message.conversation.application.WinBacks;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.fast.application.FastBook;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.tone.application.Tones;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.text.privacy.DataRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the messages, requests and receipts of a batch do to conversations, and what follows for whoever listens to them. */
@Singleton
final class ConversationIntake {

    /** MSG-09: what was written longer ago is history, or is caught up with: no rule answers it out of the blue. */
    private static final Duration ANSWERED_BY_RULE = Duration.ofMinutes(10);

    private final Conversations conversations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Orders orders;
    private final Understanding understanding;
    private final AutoReplies autoReplies;
    private final WinBacks winBacks;
    private final PersonalDataBook personalData;
    private final SentTexts sentTexts;
    private final PromiseBook promises;
    private final Tones tones;
    private final Channels channels;
    private final FastBook fast;

    ConversationIntake(
            Conversations conversations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Orders orders,
            Understanding understanding,
            AutoReplies autoReplies,
            WinBacks winBacks,
            PersonalDataBook personalData,
            SentTexts sentTexts,
            PromiseBook promises,
            Tones tones,
            Channels channels,
            FastBook fast) {
        this.conversations = conversations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.orders = orders;
        this.understanding = understanding;
        this.autoReplies = autoReplies;
        this.winBacks = winBacks;
        this.personalData = personalData;
        this.sentTexts = sentTexts;
        this.promises = promises;
        this.tones = tones;
        this.channels = channels;
        this.fast = fast;
    }

    /** @return what there is to tell of it */
    List<Fact> converse(Connection tx, List<Meant> told, Instant read) throws SQLException {
        if (told.isEmpty()) {
            return List.of();
        }
        List<Meant> arrivals = blanked(tx, told);
        Map<String, SellerClocks> clocks = clocks(tx, arrivals);
        var wanted = new Wanted();
        arrivals.forEach(meant -> meant.want(wanted, clocks));
        var correspondence = new Correspondence(conversations.recall(tx, wanted), clocks::get);
        var reading = BatchReading.of(
                tx,
                arrivals.stream().map(Meant::arrival).toList(),
                correspondence,
                clocks,
                understanding,
                orders,
                conversations,
                sentTexts);
        var said = new ArrayList<PromiseBook.Said>();
        arrivals.forEach(meant -> meant.apply(correspondence, reading, said, read));
        tones.heard(tx, reading.tones(), read);
        Changes changes = correspondence.changes();
        conversations.keep(tx, changes);
        winBacks.note(tx, changes, message -> silentAfter(message, clocks));
        personalData.note(tx, changes, message -> dataRequests(message, clocks));
        channels.look(tx, reported(arrivals, true), read);
        channels.lookAgain(tx, reported(arrivals, false), read);
        askRules(tx, arrivals, correspondence, read);
        List<Fact> facts = new ArrayList<>(correspondence.facts());
        facts.addAll(promises.said(tx, said, clocks));
        facts.addAll(fast.open(tx, openings(arrivals, reading, correspondence, read)));
        return facts;
    }

    /** MSG-15: whose channels something was reported of, that failed or that did not. */
    private static Set<String> reported(List<Meant> arrivals, boolean failed) {
        var sellers = new TreeSet<String>();
        for (Meant meant : arrivals) {
            if (meant.arrival() instanceof Arrival.Reported reported
                    && failed == (reported.outcome() == DeliveryOutcome.FAILED)) {
                sellers.add(reported.dispatch().sellerId());
            }
        }
        return sellers;
    }

    /** MSG-14: what of this batch escalates; what was answered in it needs no case any more. */
    private static List<FastBook.Opening> openings(
            List<Meant> arrivals, BatchReading reading, Correspondence correspondence, Instant now) {
        var openings = new ArrayList<FastBook.Opening>();
        for (Meant meant : arrivals) {
            if (meant.arrival() instanceof Arrival.BuyerWrote wrote
                    && correspondence.conversation(wrote.key()) != null
                    && reading.opening(wrote, now, meant.received().envelope().traceparent())
                            instanceof FastBook.Opening opening) {
                openings.add(opening);
            }
        }
        return openings;
    }

    /** MSG-19. */
    private @Nullable Duration silentAfter(Changes.NewMessage message, Map<String, SellerClocks> clocks) {
        SellerClocks seller =
                Objects.requireNonNull(clocks.get(message.conversation().sellerId()));
        return understanding.silentAfter(
                message.message().text(), seller.rules(message.message().sentAt()));
    }

    /** MSG-18. */
    private Set<DataRequest> dataRequests(Changes.NewMessage message, Map<String, SellerClocks> clocks) {
        SellerClocks seller =
                Objects.requireNonNull(clocks.get(message.conversation().sellerId()));
        return understanding.dataRequests(
                message.message().text(), seller.rules(message.message().sentAt()));
    }

    /** MSG-18: what was written before a buyer was erased stays blank, however often it comes again. */
    private List<Meant> blanked(Connection tx, List<Meant> arrivals) throws SQLException {
        var buyers = new LinkedHashSet<BuyerKey>();
        arrivals.forEach(meant -> meant.arrival().whose().ifPresent(buyers::add));
        Map<BuyerKey, Instant> erased = personalData.erased(tx, buyers);
        if (erased.isEmpty()) {
            return arrivals;
        }
        return arrivals.stream()
                .map(meant -> meant.arrival()
                        .whose()
                        .map(erased::get)
                        .map(at -> new Meant(meant.received(), meant.arrival().blankUntil(at)))
                        .orElse(meant))
                .toList();
    }

    /** MSG-09: what nobody has answered yet is for the seller's rules, if it has any. */
    private void askRules(Connection tx, List<Meant> arrivals, Correspondence correspondence, Instant read)
            throws SQLException {
        var fresh = new ArrayList<MessageKey>();
        var sellers = new TreeSet<String>();
        for (Meant meant : arrivals) {
            if (meant.arrival() instanceof Arrival.BuyerWrote wrote
                    && correspondence.conversation(wrote.key()) instanceof Conversation conversation
                    && conversation.turn() instanceof Turn.Waiting
                    && wrote.message().sentAt().isAfter(read.minus(ANSWERED_BY_RULE))) {
                fresh.add(new MessageKey(wrote.key(), wrote.message().messageId()));
                sellers.add(wrote.key().sellerId());
            }
        }
        var withRules = autoReplies.withRules(tx, sellers);
        fresh.removeIf(message -> !withRules.contains(message.conversation().sellerId()));
        autoReplies.ask(tx, fresh, read);
    }

    private Map<String, SellerClocks> clocks(Connection tx, List<Meant> arrivals) throws SQLException {
        var sellers = new TreeSet<String>();
        arrivals.forEach(meant -> sellers.add(meant.received().event().sellerId()));
        return clockBook.of(profiles.get(tx, sellers));
    }
}
