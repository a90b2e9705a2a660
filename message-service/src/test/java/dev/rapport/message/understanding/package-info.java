@NullMarked
package dev.rapport.message.understanding;

import org.jspecify.annotations.NullMarked;
