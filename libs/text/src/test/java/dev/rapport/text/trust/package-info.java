@NullMarked
package dev.rapport.text.trust;

import org.jspecify.annotations.NullMarked;
