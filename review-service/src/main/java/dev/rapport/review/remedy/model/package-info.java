/** REV-08: what is proposed, by the pack's matrix, and what it brings; pure. */
@NullMarked
package dev.rapport.review.remedy.model;

import org.jspecify.annotations.NullMarked;
