/**
 * What is done about a review: its reply clock (REV-02), the stages of a negative one (REV-03), the invitation (REV-04), its correction
 * (REV-01) and what the figures of all this are.
 */
@NullMarked
package dev.rapport.review.casework;

import org.jspecify.annotations.NullMarked;
