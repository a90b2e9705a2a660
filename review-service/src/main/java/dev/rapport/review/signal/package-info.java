/** Signals of malice beside words (REV-01): many cases of one buyer or post-office box, contradiction of stars and text. */
@NullMarked
package dev.rapport.review.signal;

import org.jspecify.annotations.NullMarked;
