/** What agents do over REST, once per idempotency key. */
@NullMarked
package dev.rapport.review.action;

import org.jspecify.annotations.NullMarked;
