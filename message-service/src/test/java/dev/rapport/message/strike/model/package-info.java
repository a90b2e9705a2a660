@NullMarked
package dev.rapport.message.strike.model;

import org.jspecify.annotations.NullMarked;
