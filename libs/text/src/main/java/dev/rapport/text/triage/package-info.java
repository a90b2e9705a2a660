/** MSG-06: how urgent a turn is and how much it is worth, from a pack's rules and what is known. Pure: the same input, the same answer. */
@NullMarked
package dev.rapport.text.triage;

import org.jspecify.annotations.NullMarked;
