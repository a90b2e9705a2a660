/** Replies over REST. */
@NullMarked
package dev.rapport.message.reply.adapter;

import org.jspecify.annotations.NullMarked;
