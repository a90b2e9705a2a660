/** The use cases: watching receipts, letting go what waited, taking over what was settled outside. */
@NullMarked
package dev.rapport.message.channel.application;

import org.jspecify.annotations.NullMarked;
