package dev.rapport.kit.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Spans of work that was done for an event, told after the work: a batch is done as a whole, whatever traces its events belong to. */
@Singleton
public final class EventSpans {

    /** For processes and tests without traces. */
    public static final EventSpans NONE = new EventSpans(null);

    private static final String SCOPE = "dev.rapport";
    private static final int LENGTH = 55;
    private static final String SAMPLED = "01";

    private final @Nullable Tracer tracer;

    /** @param off whether nothing is exported, so that nothing need be made */
    @Inject
    public EventSpans(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this(off ? null : telemetry.getTracer(SCOPE));
    }

    private EventSpans(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Whether it is of any use to look for what to tell. */
    public boolean active() {
        return tracer != null;
    }

    /** A fact was published. @param traceparent of the fact, W3C Trace Context; nothing is told unless it is sampled */
    public void told(String topic, @Nullable String traceparent, Instant began) {
        span("tell " + topic, SpanKind.PRODUCER, topic, traceparent, began);
    }

    /** An event was applied. @param traceparent as of {@link #told} */
    public void applied(String type, String topic, @Nullable String traceparent, Instant began) {
        span("apply " + type, SpanKind.CONSUMER, topic, traceparent, began);
    }

    private void span(String name, SpanKind kind, String topic, @Nullable String traceparent, Instant began) {
        Tracer present = tracer;
        if (present == null
                || traceparent == null
                || traceparent.length() != LENGTH
                || !traceparent.endsWith(SAMPLED)) {
            return;
        }
        SpanContext parent = SpanContext.createFromRemoteParent(
                traceparent.substring(3, 35),
                traceparent.substring(36, 52),
                TraceFlags.getSampled(),
                TraceState.getDefault());
        Span span = present.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(kind)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .setStartTimestamp(began)
                .startSpan();
        span.end();
    }
}
