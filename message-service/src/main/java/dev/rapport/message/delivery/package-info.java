/** What becomes of messages after they were accepted (MSG-15): attempts, giving up, degraded channels, connectors. */
@NullMarked
package dev.rapport.message.delivery;

import org.jspecify.annotations.NullMarked;
