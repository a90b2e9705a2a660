/** A seller's care rules (CARE-01) as values. */
@NullMarked
package dev.rapport.care.rule.model;

import org.jspecify.annotations.NullMarked;
