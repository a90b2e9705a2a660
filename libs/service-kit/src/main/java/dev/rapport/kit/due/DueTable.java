package dev.rapport.kit.due;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table whose rows fall due.
 *
 * @param name for logs and meters, such as {@code conversation-clocks}
 * @param table with a column {@code seller_id} and an index that leads with {@code dueColumn}, best a partial one where it is not null
 * @param key text columns that, with {@code seller_id}, name a row; none where a seller has one
 * @param dueColumn when it is due; null for never
 * @param handler acts on what is due
 */
public record DueTable(String name, String table, List<String> key, String dueColumn, DueHandler handler) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public DueTable {
        key = List.copyOf(key);
        boolean identifiers =
                isIdentifier(table) && isIdentifier(dueColumn) && key.stream().allMatch(DueTable::isIdentifier);
        if (!identifiers) {
            throw new IllegalArgumentException("a due table names its table and columns");
        }
    }

    private static boolean isIdentifier(String name) {
        return IDENTIFIER.matcher(name).matches();
    }
}
