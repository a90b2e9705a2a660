/** MSG-22: the chain of evidence of an after-sale conversation, in one call. */
@NullMarked
package dev.rapport.message.evidence;

import org.jspecify.annotations.NullMarked;
