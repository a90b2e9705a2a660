@NullMarked
package dev.rapport.text;

import org.jspecify.annotations.NullMarked;
