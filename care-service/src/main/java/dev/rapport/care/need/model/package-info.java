/** Needs, the cap and the re-check (CARE-01, CARE-02, CARE-05), pure: all they decide follows from what is passed in. */
@NullMarked
package dev.rapport.care.need.model;

import org.jspecify.annotations.NullMarked;
