package dev.rapport.review.review.application;

import dev.rapport.review.review.model.CaseFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** REV-08: what may be offered to a buyer. */
public interface Proposals {

    /**
     * What the pack's matrix proposes for one review.
     *
     * @param why nothing is proposed; null when something is
     */
    record Proposed(@Nullable String why, List<Alternative> alternatives) {
        public Proposed {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** One alternative: all of its remedies together; the first is the usual one. */
    record Alternative(int number, List<Offered> remedies) {
        public Alternative {
            remedies = List.copyOf(remedies);
        }
    }

    /**
     * One thing given.
     *
     * @param amount such as {@code USD 5}
     * @param share of the order's amount
     */
    record Offered(
            String what, @Nullable String amount, @Nullable Double share) {}

    /** For a review that is negative; nothing is proposed for others. */
    Proposed of(Connection tx, String sellerId, CaseFile file) throws SQLException;
}
