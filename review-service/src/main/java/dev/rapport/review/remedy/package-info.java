/**
 * Compensation (REV-08) and the three checks (REV-09): what the pack's matrix proposes for a review, what was given, and what came back of
 * it.
 */
@NullMarked
package dev.rapport.review.remedy;

import org.jspecify.annotations.NullMarked;
