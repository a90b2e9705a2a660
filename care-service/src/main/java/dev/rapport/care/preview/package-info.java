/** CARE-08: what a rule would have done. Nothing is sent. */
@NullMarked
package dev.rapport.care.preview;

import org.jspecify.annotations.NullMarked;
