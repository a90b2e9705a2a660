/** MSG-12: what makes a sent message one of low quality, as far as texts tell; counting is the caller's. MSG-20: trivial notes. */
@NullMarked
package dev.rapport.text.quality;

import org.jspecify.annotations.NullMarked;
