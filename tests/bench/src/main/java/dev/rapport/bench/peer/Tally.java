package dev.rapport.bench.peer;

import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.Delta;
import dev.rapport.score.engine.Fold;
import dev.rapport.score.engine.HourKey;
import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.ReviewKey;
import dev.rapport.score.engine.ReviewRow;
import dev.rapport.score.engine.ReviewRow.Moves;
import dev.rapport.score.engine.ReviewRow.Posted;
import dev.rapport.score.engine.Settled;
import java.util.HashMap;
import java.util.Map;

/** Counts one event at a time, as a stream processor gets them, with the suite's own arithmetic. */
final class Tally {
    private Tally() {}

    /** Adds what an event adds. One that cannot be true changes nothing. */
    static void count(RapportEvent event, Ledger ledger) throws Exception {
        Fold fold = new Fold();
        var unused = fold.add(event);
        Map<OnceKey, Long> once = new HashMap<>();
        for (OnceKey key : fold.onceKeys()) {
            Long hour = ledger.once(key);
            if (hour != null) {
                once.put(key, hour);
            }
        }
        Map<ReviewKey, ReviewRow> reviews = new HashMap<>();
        for (ReviewKey key : fold.reviewKeys()) {
            ReviewRow row = ledger.review(key);
            if (row != null) {
                reviews.put(key, row);
            }
        }
        Settled settled = fold.settle(once, reviews);
        for (Map.Entry<OnceKey, Long> entry : settled.once().entrySet()) {
            ledger.putOnce(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<ReviewKey, ReviewRow> entry : settled.reviews().entrySet()) {
            ledger.putReview(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<HourKey, Delta> entry : settled.deltas().entrySet()) {
            String seller = entry.getKey().sellerId();
            long hour = entry.getKey().hour();
            byte[] packed = ledger.hour(seller, hour);
            Counters before = packed == null ? Counters.EMPTY : Counters.unpack(packed);
            ledger.putHour(seller, hour, before.plus(entry.getValue()).packed());
        }
    }

    /** A review as text, for stores of text. */
    static String text(ReviewRow row) {
        Posted posted = row.posted();
        Moves moves = row.moves();
        return (posted == null ? "-,0,-" : posted.hour() + "," + posted.stars() + "," + posted.reviewClass()) + ","
                + moves.logistics() + "," + moves.product() + "," + moves.service() + "," + moves.malicious() + ","
                + row.hidden();
    }

    /** The review of a text. */
    static ReviewRow review(String text) {
        String[] parts = text.split(",");
        Posted posted = parts[0].equals("-")
                ? null
                : new Posted(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), ReviewClass.valueOf(parts[2]));
        Moves moves = new Moves(
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Integer.parseInt(parts[5]),
                Integer.parseInt(parts[6]));
        return new ReviewRow(posted, moves, Boolean.parseBoolean(parts[7]));
    }
}
