/**
 * Time passing (rulebook, section 0): rows that fall due, in any table of a service that has a seller, a key and a due time.
 *
 * <p>A row fires when its time has come <em>and</em> everything already published for its seller has been applied, once, whatever the
 * number of processes that look: {@link dev.rapport.kit.due.DueRows} claims rows in the order of their due times, in a transaction that
 * holds the sellers' locks (ordering law), and the service's {@link dev.rapport.kit.due.DueHandler} decides, publishes and moves the due
 * time on. What a service has to do for it: declare its {@link dev.rapport.kit.due.DueWork}, and call
 * {@link dev.rapport.kit.due.SellerArrivals#note} in its batch handler.
 */
@NullMarked
package dev.rapport.kit.due;

import org.jspecify.annotations.NullMarked;
