/** The ledger in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.strike.adapter;

import org.jspecify.annotations.NullMarked;
