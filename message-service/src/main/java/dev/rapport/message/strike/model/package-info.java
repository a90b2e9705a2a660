/** What a strike, its withdrawal and the end of a freeze do to the ledger, as pure decisions. */
@NullMarked
package dev.rapport.message.strike.model;

import org.jspecify.annotations.NullMarked;
