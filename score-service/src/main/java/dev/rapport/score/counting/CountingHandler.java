package dev.rapport.score.counting;

import dev.rapport.kit.inbox.BatchHandler;
import dev.rapport.kit.inbox.Received;
import dev.rapport.kit.inbox.Unappliable;
import dev.rapport.score.counting.SellerRows.Known;
import dev.rapport.score.counting.SellerRows.Newest;
import dev.rapport.score.engine.Fold;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.OnceKey;
import dev.rapport.score.engine.Outcome;
import dev.rapport.score.engine.Settled;
import dev.rapport.score.explanation.EvidenceRows;
import dev.rapport.score.profile.Newcomers;
import dev.rapport.score.standing.Freezes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Counts a batch of facts: folds it, holds it against what is stored, writes the sums. */
@Singleton
final class CountingHandler implements BatchHandler {
    private final Newcomers newcomers;

    CountingHandler(Newcomers newcomers) {
        this.newcomers = newcomers;
    }

    @Override
    public void apply(Connection tx, List<Received> batch, Instant now) throws SQLException {
        Fold fold = fold(batch);
        SortedMap<String, Newest> newest = SellerRows.newest(batch);
        Map<String, Known> known = SellerRows.known(tx, newest);

        Map<OnceKey, Long> before = OnceRows.claim(tx, fold);
        Settled settled = fold.settle(before, ReviewRows.read(tx, fold.reviewKeys()));
        OnceRows.move(tx, settled.once(), before);
        ReviewRows.write(tx, settled.reviews());

        Map<String, Integer> openDays = new HashMap<>();
        known.forEach((seller, seen) -> {
            if (seen.openDay() != null) {
                openDays.put(seller, seen.openDay());
            }
        });
        int today = Math.toIntExact(Hours.day(Hours.of(now)));
        Placement placement = Placement.of(settled.deltas(), openDays, today);
        CounterRows.add(tx, placement);
        SellerRows.Batch told = new SellerRows.Batch(
                newest,
                placement.openDays(),
                SellerRows.responses(batch, known, now),
                SellerRows.late(settled.deltas().keySet(), now));
        SellerRows.counted(tx, told, known.keySet(), now);
        Freezes.apply(tx, batch);
        EvidenceRows.takeBack(tx, settled.moved());
        EvidenceRows.write(tx, settled.evidence());

        Set<String> first = new TreeSet<>(newest.keySet());
        first.removeAll(known.keySet());
        newcomers.welcome(tx, first, now);
    }

    /** Nothing has been written yet, so a fact that cannot be true costs little to set aside. */
    private static Fold fold(List<Received> batch) {
        Fold fold = new Fold();
        for (Received received : batch) {
            switch (fold.add(received.event())) {
                case Outcome.Folded _ -> {}
                case Outcome.Refused refused -> throw new Unappliable(received, refused.reason());
            }
        }
        return fold;
    }
}
