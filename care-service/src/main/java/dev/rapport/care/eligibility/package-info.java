/** CARE-04: who may automate care, under which pack. */
@NullMarked
package dev.rapport.care.eligibility;

import org.jspecify.annotations.NullMarked;
