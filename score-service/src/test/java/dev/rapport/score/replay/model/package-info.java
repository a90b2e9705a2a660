@NullMarked
package dev.rapport.score.replay.model;

import org.jspecify.annotations.NullMarked;
