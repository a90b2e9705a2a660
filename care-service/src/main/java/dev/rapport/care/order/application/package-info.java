/** What the rest of the service may ask of orders. */
@NullMarked
package dev.rapport.care.order.application;

import org.jspecify.annotations.NullMarked;
