/** Pure functions over what people write: no state, no clock, no framework. */
@NullMarked
package dev.rapport.text;

import org.jspecify.annotations.NullMarked;
