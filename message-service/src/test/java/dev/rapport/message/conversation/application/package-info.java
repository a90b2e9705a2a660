@NullMarked
package dev.rapport.message.conversation.application;

import org.jspecify.annotations.NullMarked;
