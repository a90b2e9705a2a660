package dev.rapport.review.review.application;

import dev.rapport.review.review.model.CaseFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** What is done about reviews, for looking at. */
public interface CaseFiles {

    /** The case files of these posted reviews of one seller, by review. */
    Map<String, CaseFile> files(Connection tx, String sellerId, Collection<String> reviewIds) throws SQLException;
}
