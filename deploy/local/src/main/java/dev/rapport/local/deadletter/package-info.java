/**
 * The dead letters of a running suite: looked through and, once their cause is mended, sent again. Guarantees that reading
 * them shows no text of a buyer and that sending them again loses none.
 */
@NullMarked
package dev.rapport.local.deadletter;

import org.jspecify.annotations.NullMarked;
