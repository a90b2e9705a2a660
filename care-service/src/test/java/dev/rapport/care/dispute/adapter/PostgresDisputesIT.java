package dev.rapport.care.dispute.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.care.database.CareDatabase;
import dev.rapport.care.dispute.model.Dispute;
import dev.rapport.events.InboundEvent.DisputeClosed;
import dev.rapport.events.InboundEvent.DisputeOpened;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dispute's end may be told in an earlier batch than its beginning. */
class PostgresDisputesIT {
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");

    private final PostgresDisputes disputes = new PostgresDisputes();

    @Test
    void shouldJoinBeginningAndEndAcrossBatches() throws SQLException {
        Dispute closed = Dispute.of(new DisputeClosed("s1", "d1", "refunded", NOON.plusSeconds(60)));
        Dispute opened = Dispute.of(new DisputeOpened("s1", "d1", "o1", "p1", "ES", "late", NOON, null));
        try (Connection worker = CareDatabase.fresh().worker()) {
            assertThat(disputes.join(worker, List.of(closed, closed))).isEqualTo(1);
            assertThat(disputes.join(worker, List.of(opened))).isEqualTo(1);
            assertThat(disputes.join(worker, List.of(closed, opened))).isZero();

            assertThat(CareDatabase.texts(
                            worker,
                            "SELECT order_id || ' ' || outcome || ' ' || extract(epoch FROM closed_at - opened_at)::int"
                                    + " FROM disputes"))
                    .containsExactly("o1 refunded 60");
        }
    }
}
