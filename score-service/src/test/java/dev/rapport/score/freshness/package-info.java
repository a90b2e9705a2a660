@NullMarked
package dev.rapport.score.freshness;

import org.jspecify.annotations.NullMarked;
