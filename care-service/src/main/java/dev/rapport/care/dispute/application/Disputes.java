package dev.rapport.care.dispute.application;

import dev.rapport.care.dispute.model.Dispute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** The disputes this service knows of. */
public interface Disputes {

    /**
     * Joins the reports of one batch to what is known. The caller holds the exclusive locks of all their sellers.
     *
     * @param tx transaction of the worker role
     * @param reports what was told, any order, any repetition
     * @return number of disputes that changed; 0 when everything was known
     */
    int join(Connection tx, Collection<Dispute> reports) throws SQLException;
}
