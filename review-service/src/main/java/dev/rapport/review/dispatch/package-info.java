/** What leaves: replies to reviews, invitations and appeals, their receipts and next attempts (MSG-15). */
@NullMarked
package dev.rapport.review.dispatch;

import org.jspecify.annotations.NullMarked;
