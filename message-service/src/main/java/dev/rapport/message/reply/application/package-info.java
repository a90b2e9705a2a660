/** The use case of replying, and what can come of it. */
@NullMarked
package dev.rapport.message.reply.application;

import org.jspecify.annotations.NullMarked;
