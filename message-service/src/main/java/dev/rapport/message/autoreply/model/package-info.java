/** Which rule answers, and why none does: pure. */
@NullMarked
package dev.rapport.message.autoreply.model;

import org.jspecify.annotations.NullMarked;
