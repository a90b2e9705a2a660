@NullMarked
package dev.rapport.text.phrase;

import org.jspecify.annotations.NullMarked;
