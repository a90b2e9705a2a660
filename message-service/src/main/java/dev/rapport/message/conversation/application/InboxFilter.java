package dev.rapport.message.conversation.application;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.message.conversation.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * What an agent looks for in the inbox, to be asked for again and again: so what is due is named by how soon, not by when. Null stands for
 * any.
 *
 * @param sellerId of one seller; null for all that the token names
 * @param clockDueWithinSeconds whose binding clock is due this soon
 * @param q words, as the agent typed them
 */
public record InboxFilter(
        @Nullable String sellerId,
        @Nullable Status status,
        @Nullable Kind kind,
        @Nullable Scene scene,
        @Nullable String assignee,
        @Nullable Long clockDueWithinSeconds,
        InboxQuery.@Nullable Sort sort,
        @Nullable String q) {}
