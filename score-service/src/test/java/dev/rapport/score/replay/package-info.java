@NullMarked
package dev.rapport.score.replay;

import org.jspecify.annotations.NullMarked;
