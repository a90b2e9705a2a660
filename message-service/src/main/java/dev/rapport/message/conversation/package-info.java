/** Conversations, their messages and turns: MSG-01 to MSG-04. */
@NullMarked
package dev.rapport.message.conversation;

import org.jspecify.annotations.NullMarked;
