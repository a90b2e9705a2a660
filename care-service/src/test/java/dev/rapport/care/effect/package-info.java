@NullMarked
package dev.rapport.care.effect;

import org.jspecify.annotations.NullMarked;
