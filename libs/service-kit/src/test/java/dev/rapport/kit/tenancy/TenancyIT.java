package dev.rapport.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.kit.fixture.KitDatabase;
import dev.rapport.local.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** architecture.md 3: row-level security by itself, with no tenant filter in the way. */
class TenancyIT {

    private KitDatabase database = KitDatabase.fresh(Servers.shared(), "tenancy");

    @BeforeEach
    void threeSellers() {
        database = KitDatabase.fresh(Servers.shared(), "tenancy");
        database.execute(
                "CREATE TABLE note (seller_id text NOT NULL, text text NOT NULL)",
                "SELECT kit_protect('note')",
                "INSERT INTO note VALUES ('s1', 'a'), ('s2', 'b'), ('s3', 'c')");
    }

    private static List<String> notes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM note ORDER BY text")) {
            List<String> notes = new ArrayList<>();
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
            return notes;
        }
    }

    @Test
    void shouldSeeOnlyItsOwnRowsWhenNativeSqlNamesNoSeller() {
        SellerTransactions transactions = database.transactions();

        assertThat(transactions.read("s1", TenancyIT::notes)).containsExactly("a");
        assertThat(transactions.read(Set.of("s1", "s3"), TenancyIT::notes)).containsExactly("a", "c");
        assertThat(transactions.read(Set.of("*"), TenancyIT::notes)).containsExactly("a", "b", "c");
        assertThat(transactions.read(Set.of(), TenancyIT::notes)).isEmpty();
    }

    @Test
    void shouldSeeNothingWithoutTheSettingEvenOnAConnectionThatHadIt() throws SQLException {
        try (Connection connection = database.rest().getConnection()) {
            DataSource pooled = new OneConnection(connection);
            SellerTransactions transactions = new SellerTransactions(pooled);
            assertThat(transactions.read("s1", TenancyIT::notes)).containsExactly("a");

            assertThat(notes(connection)).isEmpty();
            assertThatThrownBy(() -> transactions.read("s2", tx -> {
                        throw new IllegalStateException("in the midst of it");
                    }))
                    .hasMessage("in the midst of it");
            assertThat(notes(connection)).isEmpty();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
        }
    }

    @Test
    void shouldChangeNothingOfOthersWhenNativeSqlTries() {
        SellerTransactions transactions = database.transactions();

        int changed = transactions.write("s1", tx -> {
            try (Statement statement = tx.createStatement()) {
                return statement.executeUpdate("UPDATE note SET text = 'mine'")
                        + statement.executeUpdate("DELETE FROM note WHERE seller_id <> 's1'");
            }
        });

        assertThat(changed).isEqualTo(1);
        assertThat(database.texts("SELECT text FROM note ORDER BY seller_id")).containsExactly("mine", "b", "c");
        assertThatThrownBy(() -> transactions.write(
                        "s1", tx -> tx.createStatement().executeUpdate("INSERT INTO note VALUES ('s2', 'forged')")))
                .isInstanceOf(TransactionFailed.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void shouldRefuseToWriteInAReadAndToNameWhatIsNoSeller() {
        SellerTransactions transactions = database.transactions();

        assertThatThrownBy(
                        () -> transactions.read("s1", tx -> tx.createStatement().executeUpdate("DELETE FROM note")))
                .isInstanceOf(TransactionFailed.class)
                .rootCause()
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> transactions.read("s1,s2", TenancyIT::notes))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> transactions.write(Set.of("*"), TenancyIT::notes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLetTheServicesRolesNeitherChangeTheSchemaNorBypassTheGuard() throws SQLException {
        for (DataSource role : List.of(database.rest(), database.worker())) {
            try (Connection connection = role.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("ALTER TABLE note DISABLE ROW LEVEL SECURITY"))
                        .hasMessageContaining("must be owner");
                assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (x int)"))
                        .hasMessageContaining("permission denied");
                ResultSet row = statement.executeQuery(
                        "SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user");
                assertThat(row.next()).isTrue();
                assertThat(row.getBoolean(1)).isFalse();
            }
        }
        assertThat(database.texts("""
                SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                 WHERE c.relkind IN ('r', 'p') AND a.attname = 'seller_id' AND NOT (relrowsecurity AND relforcerowsecurity)
                """)).as("tables with a seller and no guard").isEmpty();
    }

    @Test
    void shouldRunAgainWhenAnotherTransactionWasInTheWay() {
        int[] attempts = {0};

        String result = database.transactions().write("s1", tx -> {
            if (++attempts[0] < 3) {
                throw new SQLException("deadlock detected", "40P01");
            }
            return "done";
        });

        assertThat(result).isEqualTo("done");
        assertThat(attempts[0]).isEqualTo(3);
    }
}
