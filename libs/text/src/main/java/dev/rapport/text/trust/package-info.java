/** MSG-13: how far a human answer earns trust, with reasons. */
@NullMarked
package dev.rapport.text.trust;

import org.jspecify.annotations.NullMarked;
