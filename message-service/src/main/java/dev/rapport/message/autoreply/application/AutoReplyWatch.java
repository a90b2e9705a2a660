package dev.rapport.message.autoreply.application;

import dev.rapport.events.By;
import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.autoreply.application.AutoReplies.Decided;
import dev.rapport.message.autoreply.model.Choice;
import dev.rapport.message.autoreply.model.Rule;
import dev.rapport.message.autoreply.model.Situation;
import dev.rapport.message.channel.application.Channels;
import dev.rapport.message.conversation.application.Conversations;
import dev.rapport.message.conversation.application.Correspondence;
import dev.rapport.message.conversation.application.LastWords;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationCommand.TakeSellerMessage;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.Message;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.message.order.model.ProductKey;
import dev.rapport.message.promise.application.PromiseBook;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.quality.model.LatelySent;
import dev.rapport.message.quality.model.Outgoing;
import dev.rapport.message.strike.application.Violations;
import dev.rapport.message.template.application.CaseValues;
import dev.rapport.message.understanding.ThisCase;
import dev.rapport.message.understanding.Understanding;
import dev.rapport.policy.Pack;
import dev.rapport.text.PlainText;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screenings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * MSG-09: answers by rule what nobody has answered yet. It comes as a due row, so everything published is applied before: a human who
 * was quicker is seen. Only buyers' messages are looked at, so no rule answers another's.
 */
public final class AutoReplyWatch implements DueHandler {

    private final AutoReplies autoReplies;
    private final Conversations conversations;
    private final Orders orders;
    private final Violations violations;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Screenings screenings;
    private final Understanding understanding;
    private final SentTexts sentTexts;
    private final PromiseBook promises;
    private final Channels channels;
    private final Outbox outbox;

    public AutoReplyWatch(
            AutoReplies autoReplies,
            Conversations conversations,
            Orders orders,
            Violations violations,
            SellerProfiles profiles,
            SellerClockBook clockBook,
            Screenings screenings,
            Understanding understanding,
            SentTexts sentTexts,
            PromiseBook promises,
            Channels channels,
            Outbox outbox) {
        this.autoReplies = autoReplies;
        this.conversations = conversations;
        this.orders = orders;
        this.violations = violations;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.screenings = screenings;
        this.understanding = understanding;
        this.sentTexts = sentTexts;
        this.promises = promises;
        this.channels = channels;
        this.outbox = outbox;
    }

    /** @param rows keyed by conversation */
    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        var keys = rows.stream()
                .map(row -> new ConversationKey(row.sellerId(), row.key(0)))
                .toList();
        var sellers = new TreeSet<String>();
        keys.forEach(key -> sellers.add(key.sellerId()));
        // The ledgers before anything is written, by everybody (MSG-11).
        for (String seller : sellers) {
            violations.hold(tx, seller);
        }
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        Map<String, List<Rule>> rules = autoReplies.rules(tx, sellers);
        var correspondence = new Correspondence(conversations.recall(tx, keys), clocks::get);
        Map<ConversationKey, LastWords> lastWords = conversations.lastWords(tx, keys);
        var lately = new LatelySent();
        var said = new ArrayList<PromiseBook.Said>();
        var decisions = new ArrayList<Decided>();
        for (MessageKey message : autoReplies.take(tx, keys)) {
            ConversationKey key = message.conversation();
            Conversation conversation = correspondence.conversation(key);
            SellerClocks seller = clocks.get(key.sellerId());
            if (conversation != null && seller != null) {
                LastWords last = lastWords.getOrDefault(key, LastWords.NONE);
                var asked = new Asked(message, conversation, last, seller, at, lately, said);
                decisions.add(decide(tx, asked, rules.getOrDefault(key.sellerId(), List.of()), correspondence));
            }
        }
        conversations.keep(tx, correspondence.changes());
        autoReplies.log(tx, decisions);
        var facts = new ArrayList<>(correspondence.facts());
        facts.addAll(promises.said(tx, said, clocks));
        outbox.append(tx, facts);
    }

    private record Asked(
            MessageKey message,
            Conversation conversation,
            LastWords last,
            SellerClocks clocks,
            Instant at,
            LatelySent lately,
            List<PromiseBook.Said> said) {}

    private Decided decide(Connection tx, Asked asked, List<Rule> rules, Correspondence correspondence)
            throws SQLException {
        Conversation conversation = asked.conversation;
        if (!(conversation.turn() instanceof Turn.Waiting waiting)) {
            return none(asked, "ALREADY_RESPONDED", List.of());
        }
        // At most one in a turn, even in one that a refusal has opened again.
        if (conversation.watch().auto() != null || waiting.opening().reopenings() > 0) {
            return none(asked, "ONE_PER_TURN", List.of());
        }
        if (violations.frozenUntil(tx, conversation.key().sellerId(), asked.at) != null) {
            return none(asked, "SENDING_FROZEN", List.of());
        }
        Pack pack = asked.clocks.rules(asked.at);
        Choice choice = Choice.among(rules, situation(tx, asked, waiting), text -> sendable(text, pack));
        if (choice.rule() == null || choice.text() == null) {
            return none(asked, "NO_RULE_FITS", choice.considered());
        }
        String replyId = send(tx, asked, waiting, choice.text(), pack, correspondence);
        return new Decided(asked.message, asked.at, "FIRED", choice.rule().ruleId(), replyId, choice.considered());
    }

    private static Decided none(Asked asked, String why, List<Choice.Considered> considered) {
        return new Decided(asked.message, asked.at, why, null, null, considered);
    }

    private boolean sendable(String text, Pack pack) {
        return PlainText.faults(
                                text,
                                pack.messages().maxLength(),
                                pack.messages().html())
                        .isEmpty()
                && !screenings.of(pack).screen(text, Purpose.REPLY).blocked();
    }

    private Situation situation(Connection tx, Asked asked, Turn.Waiting waiting) throws SQLException {
        Conversation conversation = asked.conversation;
        OrderFile order = order(tx, conversation);
        return new Situation(
                conversation.kind(),
                waiting.opening().scene(),
                asked.last.buyer() == null ? "" : asked.last.buyer(),
                conversation.buyer().language(),
                conversation.latest().sellerAt() == null,
                asked.clocks.atWork(asked.at),
                isOutOfStock(tx, conversation),
                order != null && order.onItsWay(),
                CaseValues.of(conversation, order));
    }

    private @Nullable OrderFile order(Connection tx, Conversation conversation) throws SQLException {
        if (conversation.orderId() == null) {
            return null;
        }
        var key = new OrderKey(conversation.key().sellerId(), conversation.orderId());
        return orders.files(tx, List.of(key)).get(key);
    }

    private boolean isOutOfStock(Connection tx, Conversation conversation) throws SQLException {
        if (conversation.productId() == null) {
            return false;
        }
        var product = new ProductKey(conversation.key().sellerId(), conversation.productId());
        Long available = orders.stock(tx, new LinkedHashSet<>(List.of(product))).get(product);
        return available != null && available <= 0;
    }

    private String send(
            Connection tx, Asked asked, Turn.Waiting waiting, String text, Pack pack, Correspondence correspondence)
            throws SQLException {
        Conversation conversation = asked.conversation;
        // The same for the same turn, should it be decided twice.
        String turn =
                conversation.key().sellerId() + " " + waiting.opening().id().value();
        String messageId = id("auto-reply " + turn);
        Instant opened = waiting.opening().openedAt();
        boolean waits = channels.degradedSince(tx, conversation.key().sellerId()) != null;
        var out = new Outgoing(
                new MessageKey(conversation.key(), messageId),
                conversation.buyer().id(),
                text,
                asked.at.isBefore(opened) ? opened : asked.at,
                By.AUTO);
        var message = new Message.FromSeller(
                messageId,
                text,
                out.sentAt(),
                By.AUTO,
                null,
                new Message.Origin.Ours(id("auto-dispatch " + turn), waits),
                judge(tx, asked, out, pack));
        var outcome = correspondence.act(
                conversation.key(),
                new TakeSellerMessage(message, conversation.buyer().id()),
                null);
        if (outcome != Correspondence.Outcome.APPLIED) {
            throw new IllegalStateException("an auto-reply to its own buyer is always taken, not " + outcome);
        }
        asked.lately.went(out, false);
        asked.said.add(new PromiseBook.Said(
                out.message(), text, out.sentAt(), null, conversation.orderId(), null, asked.at, null));
        if (!waits) {
            correspondence.ask(correspondence.reply(out.message()), message.sentAt(), null);
        }
        return messageId;
    }

    /** MSG-12: its repeats count like a human's. */
    private Judgement judge(Connection tx, Asked asked, Outgoing out, Pack pack) throws SQLException {
        sentTexts.recall(tx, List.of(new SentTexts.Question(out, pack.lowQuality())), asked.lately);
        return asked.lately.judge(
                out,
                understanding.judge(out.text(), By.AUTO, asked.last.buyer(), pack),
                () -> ThisCase.of(asked.conversation, null),
                pack.lowQuality());
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
