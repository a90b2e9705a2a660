@NullMarked
package dev.rapport.message.promise.model;

import org.jspecify.annotations.NullMarked;
