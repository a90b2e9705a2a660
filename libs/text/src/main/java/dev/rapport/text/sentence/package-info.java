/** Sentences of a folded text, in whatever script. */
@NullMarked
package dev.rapport.text.sentence;

import org.jspecify.annotations.NullMarked;
