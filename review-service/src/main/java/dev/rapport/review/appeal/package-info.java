/** Appeals against reviews and the evidence they carry (REV-06). */
@NullMarked
package dev.rapport.review.appeal;

import org.jspecify.annotations.NullMarked;
