package dev.rapport.score.card;

import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Sums the counters of a window. */
public final class WindowReader {
    private WindowReader() {}

    /**
     * Adds what is stored of some sellers to their sums.
     *
     * @param tx a transaction that sees these sellers
     * @param sums by seller, all of the same window
     */
    public static void read(Connection tx, Map<String, WindowSums> sums, Window window) throws SQLException {
        CounterReader.read(tx, sums.keySet(), window.first(), window.last(), (seller, hour, counters) -> {
            WindowSums of = sums.get(seller);
            if (of != null) {
                var unused = of.add(hour, counters);
            }
        });
    }
}
