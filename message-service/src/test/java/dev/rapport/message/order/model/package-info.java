@NullMarked
package dev.rapport.message.order.model;

import org.jspecify.annotations.NullMarked;
