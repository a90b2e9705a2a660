@NullMarked
package dev.rapport.message;

import org.jspecify.annotations.NullMarked;
