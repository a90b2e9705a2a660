/**
 * Measures the score engine beside what else could do its work: {@code ./rapport bench}. Everything runs on this machine, on servers
 * of its own, so figures hold against one another and not against those of other machines.
 */
@NullMarked
package dev.rapport.bench;

import org.jspecify.annotations.NullMarked;
