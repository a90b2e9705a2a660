/** MSG-16: what a seller's text promises a buyer, and until when. */
@NullMarked
package dev.rapport.text.promise;

import org.jspecify.annotations.NullMarked;
