/** The inbox and single conversations over REST. */
@NullMarked
package dev.rapport.message.conversation.adapter.rest;

import org.jspecify.annotations.NullMarked;
