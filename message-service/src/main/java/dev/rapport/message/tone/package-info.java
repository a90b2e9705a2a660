/** MSG-13: how buyers feel treated, by the words of their messages and reviews. */
@NullMarked
package dev.rapport.message.tone;

import org.jspecify.annotations.NullMarked;
