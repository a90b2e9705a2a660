/** MSG-07: the language a text is written in. Pure, but for models read from the class path when they are first needed. */
@NullMarked
package dev.rapport.language;

import org.jspecify.annotations.NullMarked;
