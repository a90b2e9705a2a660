/** What texts say, by the words of the seller's pack: scene, mood and language of a buyer, tone of a seller (MSG-06, 07, 12, 13, 20, 21). */
@NullMarked
package dev.rapport.message.understanding;

import org.jspecify.annotations.NullMarked;
