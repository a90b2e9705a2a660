/** MSG-07: what a buyer's message is about. */
@NullMarked
package dev.rapport.text.scene;

import org.jspecify.annotations.NullMarked;
