@NullMarked
package dev.rapport.score.closes.model;

import org.jspecify.annotations.NullMarked;
