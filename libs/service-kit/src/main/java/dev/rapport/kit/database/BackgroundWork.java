package dev.rapport.kit.database;

import dev.rapport.events.Topic;
import dev.rapport.kit.deadletter.DeadLetters;
import dev.rapport.kit.due.DueConfig;
import dev.rapport.kit.due.DueRows;
import dev.rapport.kit.due.DueWork;
import dev.rapport.kit.inbox.InboxConfig;
import dev.rapport.kit.inbox.InboxConsumer;
import dev.rapport.kit.inbox.Subscription;
import dev.rapport.kit.outbox.OutboxConfig;
import dev.rapport.kit.outbox.OutboxMeters;
import dev.rapport.kit.outbox.OutboxRelay;
import dev.rapport.kit.restore.ReadBack;
import dev.rapport.kit.trace.EventSpans;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Runs a service's relay, its consumers, one for each {@link Subscription} bean, what falls due, for each {@link DueWork} bean, and its
 * housekeeping between start and stop. They start last, when the schema is there and everything else has started, and stop first: what
 * falls due and consumers, then the relay.
 */
@Singleton
public class BackgroundWork {

    /** After every other observer of the start, before every other of the stop. */
    private static final int LAST = 1_000_000;

    private static final int FIRST = 1;

    private final WorkerLogin login;
    private final AgroalDataSource worker;
    private final Instance<Subscription> subscriptions;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final MeterRegistry registry;
    private final OutboxConfig outbox;
    private final InboxConfig inbox;
    private final DueConfig due;
    private final Instance<DueWork> dueWork;
    private final Housekeeping housekeeping;
    private final EventSpans spans;
    private final List<DueRows> dueRows = new ArrayList<>();
    private final List<InboxConsumer> consumers = new ArrayList<>();
    private @Nullable OutboxRelay relay;

    @ConfigProperty(name = "quarkus.application.name")
    String service;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @ConfigProperty(name = "rapport.source")
    String source;

    /** The topics its facts go to; none for a process that tells none. */
    @ConfigProperty(name = "rapport.topics.written")
    Optional<List<Topic>> topics = Optional.empty();

    @Inject
    BackgroundWork(
            WorkerLogin login,
            @DataSource("worker") AgroalDataSource worker,
            @Any Instance<Subscription> subscriptions,
            DeadLetters deadLetters,
            Clock clock,
            MeterRegistry registry,
            OutboxConfig outbox,
            InboxConfig inbox,
            DueConfig due,
            @Any Instance<DueWork> dueWork,
            Housekeeping housekeeping,
            EventSpans spans) {
        this.spans = spans;
        this.login = login;
        this.worker = worker;
        this.subscriptions = subscriptions;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.registry = registry;
        this.outbox = outbox;
        this.inbox = inbox;
        this.due = due;
        this.dueWork = dueWork;
        this.housekeeping = housekeeping;
    }

    void start(@Observes @Priority(LAST) StartupEvent event) {
        // Requests are taken after this returns: nothing is written before it is known what was told.
        List<Topic> told = topics.orElse(List.of());
        if (!told.isEmpty()) {
            new ReadBack(source, told, bootstrap, worker).run(() -> true);
        }
        housekeeping.start();
        if (outbox.relay()) {
            OutboxRelay started = new OutboxRelay(service, login::connect, bootstrap, outbox, spans);
            OutboxMeters.register(registry, worker, started);
            started.start();
            relay = started;
        }
        if (inbox.consume()) {
            for (Subscription subscription : subscriptions) {
                consumers.addAll(InboxConsumer.several(
                        subscription, bootstrap, worker, deadLetters, clock, registry, spans, inbox));
            }
            consumers.forEach(InboxConsumer::start);
        }
        startDue();
    }

    private void startDue() {
        if (due.fire()) {
            for (DueWork work : dueWork) {
                DueRows rows = new DueRows(work, bootstrap, worker, clock, registry, due);
                rows.start();
                dueRows.add(rows);
            }
        }
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        dueRows.forEach(DueRows::close);
        consumers.parallelStream().forEach(InboxConsumer::close);
        OutboxRelay started = relay;
        if (started != null) {
            started.close();
        }
        housekeeping.close();
    }

    /** The consumers at work, in no order. */
    public List<InboxConsumer> consumers() {
        return List.copyOf(consumers);
    }

    /** The relay at work; null when this process runs none. */
    public @Nullable OutboxRelay relay() {
        return relay;
    }
}
