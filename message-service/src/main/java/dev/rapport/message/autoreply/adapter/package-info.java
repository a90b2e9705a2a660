/** Auto-replies in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.autoreply.adapter;

import org.jspecify.annotations.NullMarked;
