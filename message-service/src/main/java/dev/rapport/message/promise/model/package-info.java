/** What keeps a promise, as pure decisions over what is known of its order and conversation. */
@NullMarked
package dev.rapport.message.promise.model;

import org.jspecify.annotations.NullMarked;
