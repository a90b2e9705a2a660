package dev.rapport.gateway.live;

import dev.rapport.gateway.live.Frames.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The live streams of this process, between start and stop. */
@Singleton
final class LiveFeed {

    private final LiveConfig config;
    private final MeterRegistry registry;
    private final LogReader reader;

    @Inject
    LiveFeed(
            LiveConfig config,
            Clock clock,
            MeterRegistry registry,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap) {
        this.config = config;
        this.registry = registry;
        this.reader = new LogReader(bootstrap, config, clock);
        Gauge.builder("rapport.live.streams", reader, all -> all.open().size())
                .description("Live streams that are open")
                .register(registry);
        Gauge.builder("rapport.live.lag", reader, all -> all.lagMillis() / 1_000.0)
                .description("How long after the broker had it the last event was told")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("rapport.live.waiting", reader, all -> all.state() == LogReader.State.WAITS ? 1 : 0)
                .description("1 while streams are open and the broker cannot be read, else 0")
                .register(registry);
        // All from the start: a counter that appears with its first event has no increase to be seen.
        ended(null);
        for (Ending why : Ending.values()) {
            ended(why);
        }
        FunctionCounter.builder("rapport.live.events", reader, LogReader::told)
                .description("Events told on live streams, each counted once however many get it")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        reader.open().forEach(stream -> stream.end(Ending.STOPPING));
        reader.stop();
    }

    LogReader.State state() {
        return reader.state();
    }

    int open() {
        return reader.open().size();
    }

    boolean full() {
        return open() >= config.streams();
    }

    /**
     * Opens one.
     *
     * @param sellers whose events it gets, or {@code *} alone
     * @param lastEventId what the client got last; null for one that comes for the first time
     */
    LiveStream open(Set<String> sellers, Context context, HttpServerRequest request, @Nullable String lastEventId) {
        LiveStream stream = new LiveStream(sellers, context, request, config.pendingBytes(), this::left);
        stream.say(Frames.OPENING);
        if (lastEventId != null && !lastEventId.isEmpty()) {
            Position from = Position.decode(lastEventId);
            stream.goOnFrom(from == null ? Position.unknown() : from);
        }
        reader.join(stream);
        return stream;
    }

    private void left(LiveStream stream, @Nullable Ending why) {
        reader.forget(stream);
        ended(why).increment();
    }

    private Counter ended(@Nullable Ending why) {
        return Counter.builder("rapport.live.ended")
                .description("Live streams that ended, by who ended them")
                .tag("reason", why == null ? "client" : why.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
