@NullMarked
package dev.rapport.score.standing.model;

import org.jspecify.annotations.NullMarked;
