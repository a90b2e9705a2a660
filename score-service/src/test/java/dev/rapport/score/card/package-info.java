@NullMarked
package dev.rapport.score.card;

import org.jspecify.annotations.NullMarked;
