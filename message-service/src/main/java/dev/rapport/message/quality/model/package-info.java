/** Repeats and likeness as pure decisions over what went out lately. */
@NullMarked
package dev.rapport.message.quality.model;

import org.jspecify.annotations.NullMarked;
