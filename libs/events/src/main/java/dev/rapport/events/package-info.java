/**
 * The public contract of the suite: every event type as a validated record, the topics they travel on, and the codec
 * between them and CloudEvents on Kafka.
 *
 * <p>Guarantees: a record that exists is valid (its compact constructor checked every component); what the codec writes it
 * also reads; equal events are written as equal bytes; no input makes the codec throw, it answers {@link
 * dev.rapport.events.Decoded.Rejected} instead. Vocabularies that the contract enumerates are enums and closed; those it
 * leaves to marketplaces, packs or connectors ({@code channel}, {@code clock}, {@code step}, {@code severity}, …) are
 * strings.
 */
@NullMarked
package dev.rapport.events;

import org.jspecify.annotations.NullMarked;
