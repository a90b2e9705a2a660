/** MSG-11: the one ledger of strikes, for messages, review replies and care alike, and the freeze it leads to. */
@NullMarked
package dev.rapport.message.strike;

import org.jspecify.annotations.NullMarked;
