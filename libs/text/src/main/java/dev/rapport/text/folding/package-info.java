/**
 * Text as it reads to a person, with the way back: whatever letters, digits and invisible characters it is written with, a
 * {@link dev.rapport.text.folding.Folded} says what they look like, and which UTF-16 units of the text as sent each came from.
 *
 * <p>Normal forms and look-alikes are Unicode's own (NFKC_Casefold, UTS 39), by ICU4J.
 */
@NullMarked
package dev.rapport.text.folding;

import org.jspecify.annotations.NullMarked;
