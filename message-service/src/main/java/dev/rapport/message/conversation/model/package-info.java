/**
 * Conversations, messages and turns as the rulebook has them (section 0, MSG-01 to MSG-04), as pure decisions.
 *
 * <p>Guarantees: {@link dev.rapport.message.conversation.model.ConversationDecider#decide} reads no clock, no database and no
 * random source, so the same conversation, command and pack give the same events wherever and whenever they are decided; and
 * {@link dev.rapport.message.conversation.model.Conversation#evolve} is the only way a conversation changes.
 */
@NullMarked
package dev.rapport.message.conversation.model;

import org.jspecify.annotations.NullMarked;
