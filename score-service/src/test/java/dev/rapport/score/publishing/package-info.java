@NullMarked
package dev.rapport.score.publishing;

import org.jspecify.annotations.NullMarked;
