package dev.rapport.kit.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/** The transaction-local setting {@code rapport.sellers}, which row-level security reads. */
final class VisibleSellers {

    /** Stands for every seller. */
    static final String EVERY = "*";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");

    private static final String SET = "SELECT set_config('rapport.sellers', ?, true)";

    // A write looks up single rows by their keys, two dozen times; to plan each anew takes longer
    // than the rest of it. Without scans, a plan made while a table was empty is as good later.
    private static final String SET_FOR_WRITING = SET
            + ", set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)";

    private VisibleSellers() {}

    /**
     * The setting's value for these sellers.
     *
     * @throws IllegalArgumentException for what is not a seller's id: a comma in one would name others
     */
    static String setting(Set<String> sellers) {
        if (sellers.equals(Set.of(EVERY))) {
            return EVERY;
        }
        for (String seller : sellers) {
            if (!ID.matcher(seller).matches()) {
                throw new IllegalArgumentException("not a seller's id");
            }
        }
        return String.join(",", sellers);
    }

    /** Sets it until the transaction ends. Outside of one it would not last beyond this statement, and nothing would be seen. */
    static void set(Connection tx, String setting) throws SQLException {
        execute(tx, SET, setting);
    }

    /** The same for a transaction that writes: its statements are planned once for any values. */
    static void setForWriting(Connection tx, String setting) throws SQLException {
        execute(tx, SET_FOR_WRITING, setting);
    }

    private static void execute(Connection tx, String sql, String setting) throws SQLException {
        try (PreparedStatement set = tx.prepareStatement(sql)) {
            set.setString(1, setting);
            set.executeQuery().close();
        }
    }
}
