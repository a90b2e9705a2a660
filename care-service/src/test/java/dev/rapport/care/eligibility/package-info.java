@NullMarked
package dev.rapport.care.eligibility;

import org.jspecify.annotations.NullMarked;
