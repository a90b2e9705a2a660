package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.RunningSuite;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Expand, then contract: while an upgrade is under way, code of before starts on a schema of after. */
class NewerSchemaIT {
    private static final RunningSuite SUITE = RunningSuite.shared();

    /** As an upgrade leaves it: one migration above all that this code knows, one between them, and a column it does not know. */
    @Test
    void shouldStartOnASchemaThatIsNewerThanItself() throws SQLException {
        String service = Service.REVIEW.label();
        try (Connection connection = SUITE.launcher().superuser("review");
                Statement sql = connection.createStatement()) {
            sql.execute("""
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                                                       execution_time, success)
                    SELECT 9000 + v, v::text, 'of a later release', 'SQL', 'V' || v || '__of_a_later_release.sql', v, 'review_owner', 1, true
                      FROM unnest(ARRAY[198, 999]) AS v
                    """);
            sql.execute("ALTER TABLE review ADD COLUMN of_a_later_release text");
            try {
                SUITE.launcher().stop(service);
                SUITE.startWhatIsGone();

                assertThat(SUITE.operatorAt(SUITE.launcher().http(Service.REVIEW))
                                .get("/api/v1/sellers/newer-shop/reviews")
                                .status())
                        .isIn(200, 404);
            } finally {
                sql.execute("ALTER TABLE review DROP COLUMN of_a_later_release");
                sql.execute("DELETE FROM flyway_schema_history WHERE installed_rank > 9000");
            }
        }
    }
}
