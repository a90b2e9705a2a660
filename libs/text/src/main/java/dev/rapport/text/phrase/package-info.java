/**
 * Finds all phrases of a keyword table in a text in one pass, whatever their number (Aho and Corasick 1975).
 *
 * <p>Phrases are read as the text is ({@link dev.rapport.text.folding}), so case, accents, look-alikes and invisible characters
 * do not matter, nor whether words are parted by a space, a line break, a hyphen or an underscore, nor what stands between two
 * Han characters that belong together.
 */
@NullMarked
package dev.rapport.text.phrase;

import org.jspecify.annotations.NullMarked;
