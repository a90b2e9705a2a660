/** What signals say together; pure. */
@NullMarked
package dev.rapport.review.signal.model;

import org.jspecify.annotations.NullMarked;
