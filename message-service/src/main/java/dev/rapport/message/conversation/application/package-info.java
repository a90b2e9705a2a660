/**
 * Use cases over conversations: {@link dev.rapport.message.conversation.application.Correspondence} works on the conversations of one
 * transaction in memory, {@link dev.rapport.message.conversation.application.Conversations} is where they are kept, and
 * {@link dev.rapport.message.conversation.application.PublicFacts} is the one place where inner events become public facts.
 */
@NullMarked
package dev.rapport.message.conversation.application;

import org.jspecify.annotations.NullMarked;
