/** SCO-10: whether a seller's zone fits what else is known of it, as a pure function. */
@NullMarked
package dev.rapport.score.profile.model;

import org.jspecify.annotations.NullMarked;
