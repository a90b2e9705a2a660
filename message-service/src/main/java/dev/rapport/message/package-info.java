/**
 * message-service: buyers' messages and the replies to them (rulebook, section 1). Features:
 * {@link dev.rapport.message.conversation conversation} keeps conversations, messages and turns and shows them,
 * {@link dev.rapport.message.inbound inbound} takes events in from Kafka and REST,
 * {@link dev.rapport.message.reply reply} sends what an agent writes.
 */
@NullMarked
package dev.rapport.message;

import org.jspecify.annotations.NullMarked;
