package dev.rapport.kit.page;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client asks of a list.
 *
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param after the last item of the page before; null for the first page
 * @param query what the list is filtered and sorted by, in one canonical text; a cursor is good for this query only
 */
public record PageRequest(int limit, @Nullable Cursor after, String query) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /**
     * Reads the two parameters as they came.
     *
     * @param query route, tenant, filters and sort in one text, built the same way for every page
     * @throws ProblemException {@code BAD_PARAMETER} for a limit that is no number within 1..200, {@code BAD_CURSOR} for a
     *     cursor we did not make for this query
     */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor, String query) {
        return new PageRequest(
                limit == null ? DEFAULT_LIMIT : parse(limit),
                cursor == null || cursor.isEmpty() ? null : Cursor.decode(cursor, query),
                query);
    }

    /** How many rows to ask of the database: one more than the limit tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    String cursorAt(List<?> position) {
        return Cursor.at(position).encode(query);
    }

    private static int parse(String text) {
        if (text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        String message = "is a whole number from 1 to " + MAX_LIMIT;
        throw new ProblemException(
                CommonProblem.BAD_PARAMETER, "limit " + message + ".", List.of(Violation.ofField("limit", message)));
    }
}
