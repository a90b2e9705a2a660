@NullMarked
package dev.rapport.text.screening;

import org.jspecify.annotations.NullMarked;
