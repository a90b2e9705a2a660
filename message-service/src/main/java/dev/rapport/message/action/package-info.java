/** Ask first: what may be done to a conversation now, and what keeps it from being done. */
@NullMarked
package dev.rapport.message.action;

import org.jspecify.annotations.NullMarked;
