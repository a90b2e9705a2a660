/** MSG-10 and MSG-21: what a text that is to be saved must not say. */
@NullMarked
package dev.rapport.message.screening;

import org.jspecify.annotations.NullMarked;
