package dev.rapport.message.price;

import dev.rapport.events.ScoreEvent.ScoreChanged;
import dev.rapport.message.price.model.Prices;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where prices are kept. All methods work inside the caller's transaction. */
public interface PriceBook {

    /** Takes over what was told, unless something younger is known. */
    void keep(Connection tx, List<ScoreChanged> told) throws SQLException;

    /** The prices of sellers; one of whom nothing was told is left out. */
    Map<String, Prices> of(Connection tx, Collection<String> sellers) throws SQLException;
}
