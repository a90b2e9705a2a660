/** What was heard, in PostgreSQL. */
@NullMarked
package dev.rapport.message.tone.adapter;

import org.jspecify.annotations.NullMarked;
