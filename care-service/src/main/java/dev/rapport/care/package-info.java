@NullMarked
package dev.rapport.care;

import org.jspecify.annotations.NullMarked;
