/** What went out lately, in PostgreSQL. */
@NullMarked
package dev.rapport.message.quality.adapter;

import org.jspecify.annotations.NullMarked;
