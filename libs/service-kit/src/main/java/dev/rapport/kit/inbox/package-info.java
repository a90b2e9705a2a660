/**
 * Records from Kafka become effects in a service's own database, each exactly once. A service declares a
 * {@link dev.rapport.kit.inbox.Subscription} as a CDI bean; the kit reads, decodes, recognises repeats, calls the
 * {@link dev.rapport.kit.inbox.BatchHandler} and commits effect, de-duplication and offset in one transaction. A record that cannot be
 * applied goes to {@code rapport.dead-letters} and the rest of its batch is applied; a database or broker that is away is waited for.
 */
@NullMarked
package dev.rapport.kit.inbox;

import org.jspecify.annotations.NullMarked;
