@NullMarked
package dev.rapport.score.explanation;

import org.jspecify.annotations.NullMarked;
