/** MSG-18: a buyer's data exported and erased. Texts and names go; what happened, and how often, stays. */
@NullMarked
package dev.rapport.message.privacy;

import org.jspecify.annotations.NullMarked;
