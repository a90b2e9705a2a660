/** Channels in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.channel.adapter;

import org.jspecify.annotations.NullMarked;
