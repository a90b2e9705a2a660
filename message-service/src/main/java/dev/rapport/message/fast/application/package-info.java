/** The use cases: opening a case, doing its steps, telling of those that are late. */
@NullMarked
package dev.rapport.message.fast.application;

import org.jspecify.annotations.NullMarked;
