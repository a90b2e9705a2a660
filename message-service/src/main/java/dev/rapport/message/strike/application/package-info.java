/** The ledger's use cases: recording violations, taking them back, ending freezes, asking whether sending is free. */
@NullMarked
package dev.rapport.message.strike.application;

import org.jspecify.annotations.NullMarked;
