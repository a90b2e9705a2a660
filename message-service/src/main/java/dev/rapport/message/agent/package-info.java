/** MSG-17: the agents of a seller: what they speak and know, when they work, how much they take; and whose turn it is. */
@NullMarked
package dev.rapport.message.agent;

import org.jspecify.annotations.NullMarked;
