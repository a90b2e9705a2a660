@NullMarked
package dev.rapport.message.conversation.model;

import org.jspecify.annotations.NullMarked;
