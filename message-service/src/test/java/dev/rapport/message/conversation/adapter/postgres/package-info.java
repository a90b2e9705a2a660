@NullMarked
package dev.rapport.message.conversation.adapter.postgres;

import org.jspecify.annotations.NullMarked;
