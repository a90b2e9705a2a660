package dev.rapport.message.conversation.model;

/** MSG-02: what makes a message the same message, whatever way it came. */
public record MessageKey(ConversationKey conversation, String messageId) {}
