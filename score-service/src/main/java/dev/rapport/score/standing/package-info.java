/**
 * SCO-03: what the marketplace holds against a seller, with the closes it rests on. Worked out from the counters whenever it is
 * asked for; what is stored is a copy that saves reading years.
 */
@NullMarked
package dev.rapport.score.standing;

import org.jspecify.annotations.NullMarked;
