@NullMarked
package dev.rapport.score.counting;

import org.jspecify.annotations.NullMarked;
