/** Daily and weekly closes as pure functions of counters, packs and a time zone (SCO-08, SCO-10). */
@NullMarked
package dev.rapport.score.closes.model;

import org.jspecify.annotations.NullMarked;
