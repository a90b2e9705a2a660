/**
 * MSG-10: what must not leave in an outgoing text, found however it is written.
 *
 * <p>{@link dev.rapport.text.screening.Screening} is pure: the same text under the same pack gives the same findings. Nothing of a
 * text is kept or logged, and reasons quote nothing of it; the span tells where to look.
 */
@NullMarked
package dev.rapport.text.screening;

import org.jspecify.annotations.NullMarked;
