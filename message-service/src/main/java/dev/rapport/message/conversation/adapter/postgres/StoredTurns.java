package dev.rapport.message.conversation.adapter.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rapport.message.conversation.model.Turn;
import dev.rapport.message.conversation.model.TurnBefore;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns in a column of JSON: those a reply changed, as they stood before, and those owed along with another. */
final class StoredTurns {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private record Row(TurnColumns turn, @Nullable WatchColumns watch) {}

    private StoredTurns() {}

    /** Null for none. */
    static @Nullable String before(List<TurnBefore> turns) {
        return turns.isEmpty()
                ? null
                : write(turns.stream()
                        .map(before -> new Row(TurnColumns.of(before.turn()), WatchColumns.of(before.watch())))
                        .toList());
    }

    static List<TurnBefore> before(@Nullable String json) {
        return read(json).stream()
                .map(row -> {
                    Turn turn = Objects.requireNonNull(row.turn.turn());
                    WatchColumns watch = Objects.requireNonNull(row.watch);
                    return new TurnBefore(turn, watch.watch(turn.opening().answerDueAt()));
                })
                .toList();
    }

    /** Null for none. */
    static @Nullable String owed(List<Turn> turns) {
        return turns.isEmpty()
                ? null
                : write(turns.stream()
                        .map(turn -> new Row(TurnColumns.of(turn), null))
                        .toList());
    }

    static List<Turn> owed(@Nullable String json) {
        return read(json).stream()
                .map(row -> Objects.requireNonNull(row.turn.turn()))
                .toList();
    }

    private static String write(List<Row> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> read(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return List.of(JSON.readValue(json, Row[].class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
