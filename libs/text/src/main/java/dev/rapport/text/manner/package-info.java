/** How a text speaks: courtesy and empathy of a seller, haste and anger of a buyer, questions, requests about one's data. */
@NullMarked
package dev.rapport.text.manner;

import org.jspecify.annotations.NullMarked;
