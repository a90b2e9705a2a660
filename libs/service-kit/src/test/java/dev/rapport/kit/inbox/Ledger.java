package dev.rapport.kit.inbox;

import dev.rapport.events.EventType;
import dev.rapport.events.InboundEvent.OrderCancelled;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import dev.rapport.kit.deadletter.DeadLetters;
import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.kit.trace.EventSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The smallest service: it writes a line for every event it is given, so that what was lost, doubled or turned round is seen. Its name
 * is its database's.
 */
final class Ledger implements AutoCloseable {

    private final KitDatabase database;
    private final List<InboxConsumer> consumers = new ArrayList<>();
    final MeterRegistry registry = new SimpleMeterRegistry();

    Ledger(KitDatabase database) {
        this.database = database;
        database.execute(
                "CREATE TABLE line (id bigint GENERATED ALWAYS AS IDENTITY, seller_id text NOT NULL, what text NOT NULL)",
                "SELECT kit_protect('line')");
    }

    static void write(Connection tx, List<Received> batch, Instant now) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement("INSERT INTO line (seller_id, what) VALUES (?, ?)")) {
            for (Received received : batch) {
                insert.setString(1, received.event().sellerId());
                insert.setString(2, what(received.event()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static String what(RapportEvent event) {
        return switch (event) {
            case OrderCancelled order -> order.orderId();
            case ConversationEscalated step -> step.conversationId() + ' ' + step.step();
            default -> throw new IllegalArgumentException("not read here");
        };
    }

    Subscription subscription(BatchHandler handler) {
        return new Subscription(
                database.name(),
                Set.of(Topic.INBOUND, Topic.MESSAGES),
                Set.of(EventType.ORDER_CANCELLED, EventType.CONVERSATION_ESCALATED),
                handler);
    }

    InboxConsumer start(InboxConfig config) {
        return start(config, Ledger::write);
    }

    InboxConsumer start(InboxConfig config, BatchHandler handler) {
        return start(config, handler, database.worker());
    }

    InboxConsumer start(InboxConfig config, BatchHandler handler, DataSource worker) {
        InboxConsumer consumer = new InboxConsumer(
                subscription(handler),
                database.servers().kafka(),
                worker,
                new DeadLetters(database.outbox()),
                Clock.systemUTC(),
                registry,
                config);
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    /** As many as are configured, in this one process. */
    List<InboxConsumer> startSeveral(InboxConfig config) {
        List<InboxConsumer> started = InboxConsumer.several(
                subscription(Ledger::write),
                database.servers().kafka(),
                database.worker(),
                new DeadLetters(database.outbox()),
                Clock.systemUTC(),
                registry,
                EventSpans.NONE,
                config);
        consumers.addAll(started);
        started.forEach(InboxConsumer::start);
        return started;
    }

    /** What was written for a seller, in the order of writing. */
    List<String> of(String seller) {
        return database.texts("SELECT what FROM line WHERE seller_id = '" + seller + "' ORDER BY id");
    }

    long lines() {
        return database.number("SELECT count(*) FROM line");
    }

    double events(String outcome) {
        return registry.get("rapport.inbox.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Override
    public void close() {
        consumers.forEach(InboxConsumer::close);
    }
}
