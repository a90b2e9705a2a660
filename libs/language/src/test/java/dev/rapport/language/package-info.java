@NullMarked
package dev.rapport.language;

import org.jspecify.annotations.NullMarked;
