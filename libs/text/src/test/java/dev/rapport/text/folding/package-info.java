@NullMarked
package dev.rapport.text.folding;

import org.jspecify.annotations.NullMarked;
