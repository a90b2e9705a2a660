/** MSG-14: when a dispute or a complaint opens, a conversation follows FAST: facts, a plan, a supervisor, a review, each in its time. */
@NullMarked
package dev.rapport.message.fast;

import org.jspecify.annotations.NullMarked;
