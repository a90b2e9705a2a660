/**
 * Joining what several reports tell of one thing. Pure; what comes out depends on the set of reports and on nothing else,
 * provided the merge is commutative, associative and idempotent.
 */
@NullMarked
package dev.rapport.care.join;

import org.jspecify.annotations.NullMarked;
