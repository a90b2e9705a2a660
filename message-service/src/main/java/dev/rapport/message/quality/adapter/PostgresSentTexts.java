package dev.rapport.message.quality.adapter;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.quality.application.SentTexts;
import dev.rapport.message.quality.model.LatelySent;
import dev.rapport.message.quality.model.LatelySent.Said;
import dev.rapport.message.quality.model.Outgoing;
import dev.rapport.message.sql.Columns;
import dev.rapport.message.sql.Rows;
import dev.rapport.policy.LowQuality.OverTemplated;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link SentTexts} in PostgreSQL. */
@Singleton
final class PostgresSentTexts implements SentTexts {

    // Of a text that went out more often than this, how often is of no matter any more.
    private static final String SAME = """
            SELECT w.n, s.conversation_id, s.message_id, s.sent_at
              FROM unnest(?, ?, ?, ?, ?, ?) AS w (n, seller_id, buyer_id, text_key, since, until)
             CROSS JOIN LATERAL (
                   SELECT m.conversation_id, m.message_id, m.sent_at FROM message m
                    WHERE m.seller_id = w.seller_id AND m.buyer_id = w.buyer_id AND m.text_key = w.text_key
                      AND m.sent_at > w.since AND m.sent_at < w.until
                      AND m.delivery_state IS DISTINCT FROM 'REFUSED'
                    ORDER BY m.sent_at DESC LIMIT 100) s
            """;

    private static final String COMPARED = """
            SELECT w.n, s.buyer_id, s.sent_at, s.text
              FROM unnest(?, ?, ?, ?, ?) AS w (n, seller_id, buyer_id, until, among)
             CROSS JOIN LATERAL (
                   SELECT m.buyer_id, m.sent_at, m.text FROM message m
                    WHERE m.seller_id = w.seller_id AND m.compared AND m.buyer_id <> w.buyer_id AND m.sent_at < w.until
                    ORDER BY m.sent_at DESC LIMIT w.among) s
            """;

    private record Numbered(int number, Question question) {
        Outgoing out() {
            return question.out();
        }
    }

    @Override
    public void hold(Connection tx, Question question) throws SQLException {
        Outgoing out = question.out();
        // Where messages to other buyers are compared, all of the seller's come one after the other.
        String among = question.rules().overTemplated() == null ? "repeated " + out.buyerId() : "compared";
        try (PreparedStatement lock = tx.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 12))")) {
            lock.setString(1, out.sellerId() + " " + among);
            lock.executeQuery().close();
        }
    }

    @Override
    public void recall(Connection tx, List<Question> questions, LatelySent into) throws SQLException {
        if (questions.isEmpty()) {
            return;
        }
        List<Numbered> asked = IntStream.range(0, questions.size())
                .mapToObj(n -> new Numbered(n, questions.get(n)))
                .toList();
        same(tx, asked, into);
        var compared = asked.stream()
                .filter(one -> LatelySent.isCompared(one.out(), one.question.rules()))
                .toList();
        if (!compared.isEmpty()) {
            compared(tx, compared, asked, into);
        }
    }

    private static void same(Connection tx, List<Numbered> asked, LatelySent into) throws SQLException {
        try (var query = new Columns<>(tx, SAME, asked)) {
            query.add("int4", Numbered::number)
                    .text(one -> one.out().sellerId())
                    .text(one -> one.out().buyerId())
                    .add("uuid", one -> one.out().textKey())
                    .time(one -> one.out().sentAt().minus(one.question.rules().repeatedWithin()))
                    .time(one -> one.out().sentAt().plus(one.question.rules().repeatedWithin()));
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    Outgoing out = asked.get(rows.getInt("n")).out();
                    var conversation = new ConversationKey(out.sellerId(), rows.getString("conversation_id"));
                    into.sameAs(
                            out,
                            new MessageKey(conversation, rows.getString("message_id")),
                            Rows.time(rows, "sent_at"));
                }
            }
        }
    }

    private static void compared(Connection tx, List<Numbered> compared, List<Numbered> asked, LatelySent into)
            throws SQLException {
        var found =
                Stream.<List<Said>>generate(ArrayList::new).limit(asked.size()).toList();
        try (var query = new Columns<>(tx, COMPARED, compared)) {
            query.add("int4", Numbered::number)
                    .text(one -> one.out().sellerId())
                    .text(one -> one.out().buyerId())
                    .time(one -> one.out().sentAt().plus(LatelySent.AT_ONCE))
                    .add(
                            "int4",
                            one -> one.question.rules().overTemplated() instanceof OverTemplated rules
                                    ? rules.among()
                                    : 0);
            try (ResultSet rows = query.query()) {
                while (rows.next()) {
                    found.get(rows.getInt("n"))
                            .add(new Said(
                                    rows.getString("buyer_id"), Rows.time(rows, "sent_at"), rows.getString("text")));
                }
            }
        }
        compared.forEach(one -> into.before(one.out(), found.get(one.number)));
    }
}
