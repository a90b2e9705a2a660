/** MSG-09: rules that answer by themselves, at most once a turn, and a log that says which did or why none did. */
@NullMarked
package dev.rapport.message.autoreply;

import org.jspecify.annotations.NullMarked;
