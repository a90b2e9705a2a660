/** Conversations in PostgreSQL: set-based JDBC for what decides and writes, read-only Hibernate entities for what is shown. */
@NullMarked
package dev.rapport.message.conversation.adapter.postgres;

import org.jspecify.annotations.NullMarked;
