@NullMarked
package dev.rapport.text.quality;

import org.jspecify.annotations.NullMarked;
