/** CARE-06, CARE-07, CARE-09: what care cost, what it did, and what a buyer may still get. Read only. */
@NullMarked
package dev.rapport.care.effect;

import org.jspecify.annotations.NullMarked;
