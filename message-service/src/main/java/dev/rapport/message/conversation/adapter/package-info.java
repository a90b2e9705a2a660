/** What joins conversations to the framework. */
@NullMarked
package dev.rapport.message.conversation.adapter;

import org.jspecify.annotations.NullMarked;
