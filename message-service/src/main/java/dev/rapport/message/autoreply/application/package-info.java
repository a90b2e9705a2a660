/** Rules answer by themselves what nobody has answered yet. */
@NullMarked
package dev.rapport.message.autoreply.application;

import org.jspecify.annotations.NullMarked;
