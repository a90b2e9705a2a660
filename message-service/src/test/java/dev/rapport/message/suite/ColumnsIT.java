package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rapport.message.sql.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row alone is to be read by the database as it is among others. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class ColumnsIT {

    private static final String READ = """
            SELECT concat_ws('|', pg_typeof(name), coalesce(name, '-'), pg_typeof(at), coalesce(at AT TIME ZONE 'UTC', 'infinity'),
                             pg_typeof(much), coalesce(much, -1), pg_typeof(said), coalesce(said, '{}'), pg_typeof(on_it), on_it) AS all
              FROM unnest(?, ?, ?, ?, ?) AS r (name, at, much, said, on_it)
             ORDER BY name NULLS LAST
            """;

    private record Row(
            @Nullable String name,
            @Nullable Instant at,
            @Nullable Integer much,
            @Nullable String said,
            boolean onIt) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    "a 'quoted', {braced} \\ one",
                    Instant.parse("2026-03-08T06:59:59.123456Z"),
                    7,
                    "{\"n\": [1, null]}",
                    true),
            new Row("b 包裹 🙂", Instant.parse("+10000-01-01T00:00:00Z"), -32_768, "[]", false),
            new Row(null, null, null, null, false));

    @Test
    void shouldReadARowAloneAsItIsReadAmongOthers() throws SQLException {
        try (Connection tx = Database.rest("*")) {
            var together = read(tx, ROWS);

            assertThat(together).hasSize(ROWS.size()).doesNotHaveDuplicates();
            for (int row = 0; row < ROWS.size(); row++) {
                assertThat(read(tx, List.of(ROWS.get(row)))).containsExactly(together.get(row));
            }
        }
    }

    @Test
    void shouldReadNothingOfNoRows() throws SQLException {
        try (Connection tx = Database.rest("*")) {
            assertThat(read(tx, List.of())).isEmpty();
        }
    }

    @Test
    void shouldKnowARowAloneByItsTypesWhenTheStatementIsPreparedByTheServer() throws SQLException {
        try (Connection tx = Database.rest("*")) {
            for (int time = 0; time < 8; time++) {
                Row row = ROWS.get(time % ROWS.size());
                assertThat(read(tx, List.of(row)))
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains("timestamp with time zone", "smallint", "jsonb");
            }
        }
    }

    @Test
    void shouldRefuseAStatementThatTakesNoRows() throws SQLException {
        try (Connection tx = Database.rest("*")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Columns<>(tx, "SELECT ?", List.of("one")).close())
                    .withMessageContaining("no unnest");
        }
    }

    @Test
    void shouldRefuseATypeByAnotherName() throws SQLException {
        try (Connection tx = Database.rest("*");
                var query = new Columns<>(tx, READ, ROWS)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> query.add("bigint", Row::much))
                    .withMessageContaining("bigint");
        }
    }

    private static List<String> read(Connection tx, List<Row> rows) throws SQLException {
        try (var query = new Columns<>(tx, READ, rows)) {
            query.text(Row::name)
                    .time(Row::at)
                    .add("int2", Row::much)
                    .add("jsonb", Row::said)
                    .add("bool", Row::onIt);
            return query.all(row -> row.getString("all"));
        }
    }
}
