/**
 * Calls to the URLs that sellers registered: what is told on a live stream is told there as well, signed, repeated for a day, logged, and
 * given up with a reason. The gateway's own database holds what is owed; a call is made outside of any transaction under a lease.
 */
@NullMarked
package dev.rapport.gateway.webhook;

import org.jspecify.annotations.NullMarked;
