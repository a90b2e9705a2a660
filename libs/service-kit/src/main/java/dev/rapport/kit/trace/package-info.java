/**
 * Traces beyond a request: the spans of what the outbox tells and what an inbox applies, in the trace of the request that caused it. The
 * context travels in the fact's own {@code traceparent}, in the outbox row and on Kafka. Nothing is done while tracing is off or the
 * request was not sampled.
 */
@NullMarked
package dev.rapport.kit.trace;

import org.jspecify.annotations.NullMarked;
