package dev.rapport.message.conversation.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.message.suite.MessageServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What was stored before there were words to find it by. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class OlderWordsIT {

    @Inject
    OlderWords olderWords;

    @Test
    void shouldMakeOlderConversationsFoundAndLeaveErasedOnesBlank() throws SQLException {
        try (Connection owner = owner();
                Statement write = owner.createStatement()) {
            for (String id : new String[] {"o-1", "o-2"}) {
                write.execute("""
                        INSERT INTO conversation (seller_id, conversation_id, kind, buyer_id, buyer_name, order_id, status, is_read,
                            turn_handled, last_message_at, binding_due_at, version)
                        VALUES ('older', '%1$s', 'AFTER_SALE', 'b', 'Carmen', '8190-77', 'REPLIED', false, false, now(), 'infinity', 1)
                        """.formatted(id));
            }
            write.execute("""
                    INSERT INTO message (seller_id, conversation_id, message_id, author, is_care, text, sent_at)
                    VALUES ('older', 'o-1', 'm1', 'BUYER', false, 'The lamp is dim', now()),
                           ('older', 'o-1', 'm2', 'BUYER', false, 'Very dim', now()), ('older', 'o-2', 'm1', 'BUYER', false, '', now())
                    """);
            write.execute("UPDATE conversation SET buyer_name = NULL, order_id = NULL WHERE conversation_id = 'o-2'");
            // The second was stored after the words came, and before they said whose they are.
            write.execute("INSERT INTO message_log (seller_id, conversation_id, message_id, version, words)"
                    + " VALUES ('older', 'o-1', 'm2', 7, NULL)");
            write.execute("INSERT INTO words_to_come VALUES ('older', 'o-1'), ('older', 'o-2')");

            assertThat(olderWords.step()).isTrue();
            assertThat(olderWords.step()).isFalse();

            assertThat(found(write, "lamp")).isEqualTo("m1 0");
            assertThat(found(write, "dim")).isEqualTo("m1 0, m2 7");
            assertThat(found(write, "carmen")).isEqualTo("m1 0, m2 7");
            assertThat(found(write, "8190")).isEqualTo("m1 0, m2 7");
        }
    }

    private static String found(Statement ask, String word) throws SQLException {
        try (ResultSet rows = ask.executeQuery("""
                SELECT coalesce(string_agg(message_id || ' ' || version, ', ' ORDER BY message_id), '') FROM message_log
                 WHERE seller_id = 'older' AND words @@ (search_mark('older') || '%s')::tsquery
                """.formatted(word))) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection owner() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("RAPPORT_DB_URL", String.class),
                config.getValue("RAPPORT_DB_OWNER", String.class),
                config.getValue("RAPPORT_DB_OWNER_PASSWORD", String.class));
    }
}
