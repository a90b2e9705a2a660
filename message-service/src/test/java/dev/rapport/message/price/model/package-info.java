@NullMarked
package dev.rapport.message.price.model;

import org.jspecify.annotations.NullMarked;
