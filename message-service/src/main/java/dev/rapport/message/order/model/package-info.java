/** Orders as the marketplace tells of them: pure. */
@NullMarked
package dev.rapport.message.order.model;

import org.jspecify.annotations.NullMarked;
