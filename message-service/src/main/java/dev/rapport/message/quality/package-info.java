/** MSG-12: whether a seller message says what was said too often: to one buyer, or to everybody. */
@NullMarked
package dev.rapport.message.quality;

import org.jspecify.annotations.NullMarked;
