/**
 * Facts leave a service through its own database: {@link dev.rapport.kit.outbox.Outbox} writes them in the transaction that changes
 * the state, {@link dev.rapport.kit.outbox.OutboxRelay} carries them to Kafka afterwards. Guarantees: a fact is published if and only
 * if its transaction committed; at least once; in the order in which the transactions of one aggregate committed, as long as they
 * follow the ordering law ({@link dev.rapport.kit.seller.SellerLocks}). A repeat after a crash is recognised by its {@code ce_sequence}.
 */
@NullMarked
package dev.rapport.kit.outbox;

import org.jspecify.annotations.NullMarked;
