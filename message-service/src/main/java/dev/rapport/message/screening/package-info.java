/** MSG-10 and MSG-21: what a text must not or should not say before it is sent, and the dry run of it. */
@NullMarked
package dev.rapport.message.screening;

import org.jspecify.annotations.NullMarked;
