@NullMarked
package dev.rapport.score;

import org.jspecify.annotations.NullMarked;
