package dev.rapport.score.publishing;

import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.score.card.WindowReader;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import dev.rapport.score.publishing.PublishedRows.Last;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Looks once at sellers whose counters or profile changed, and tells of those whose score did.
 *
 * <p>Cards are made outside the writing transaction, which then takes the sellers' locks only to write down what was told.
 * Of several processes that look at the same seller one tells; what changed meanwhile is looked at again.
 */
final class ScoreRound {
    private final DataSource worker;
    private final Packs packs;
    private final Outbox outbox;
    private final Duration every;
    private final int atOnce;

    ScoreRound(DataSource worker, Packs packs, Outbox outbox, Duration every, int atOnce) {
        this.worker = worker;
        this.packs = packs;
        this.outbox = outbox;
        this.every = every;
        this.atOnce = atOnce;
    }

    /**
     * Looks at the sellers that have waited longest.
     *
     * @return how many were looked at; as many as may be at once means that there may be more
     */
    int run(Instant instant) throws SQLException {
        Instant now = instant.truncatedTo(ChronoUnit.MICROS);
        List<Told> news = look(now);
        if (!news.isEmpty()) {
            tell(news, now);
        }
        return news.size();
    }

    private List<Told> look(Instant now) throws SQLException {
        try (Connection tx = worker.getConnection()) {
            tx.setAutoCommit(false);
            List<Told> news = new ArrayList<>();
            Map<String, List<Due>> byPack = new TreeMap<>();
            for (Due due : Due.read(tx, now.minus(every), atOnce)) {
                byPack.computeIfAbsent(due.pack(), _ -> new ArrayList<>()).add(due);
            }
            for (Map.Entry<String, List<Due>> entry : byPack.entrySet()) {
                news.addAll(cards(tx, packs.pack(entry.getKey(), now), entry.getValue(), now));
            }
            tx.commit();
            return news;
        }
    }

    private static List<Told> cards(Connection tx, Pack pack, List<Due> sellers, Instant now) throws SQLException {
        ScoreRules rules = ScoreRules.of(pack);
        Window window = Window.at(now, pack.score().defaultWindow());
        Map<String, WindowSums> sums = new HashMap<>();
        for (Due due : sellers) {
            sums.put(due.sellerId(), WindowSums.empty(window, rules));
        }
        WindowReader.read(tx, sums, window);
        List<Told> cards = new ArrayList<>();
        for (Due due : sellers) {
            WindowSums of = sums.get(due.sellerId());
            if (of != null) {
                cards.add(Told.of(due, of, rules));
            }
        }
        return cards;
    }

    private void tell(List<Told> news, Instant now) throws SQLException {
        try (Connection tx = worker.getConnection()) {
            tx.setAutoCommit(false);
            try {
                List<String> sellers =
                        news.stream().map(told -> told.due().sellerId()).toList();
                SellerLocks.exclusive(tx, sellers);
                Map<String, Last> last = PublishedRows.read(tx, sellers);
                List<Told> ours = new ArrayList<>();
                List<Fact> facts = new ArrayList<>();
                for (Told told : news) {
                    Last before = last.get(told.due().sellerId());
                    if (before == null || !before.lookedAt().isAfter(now.minus(every))) {
                        ours.add(told);
                        if (before == null || !before.told().equals(told.text())) {
                            facts.add(Fact.of(told.fact(now), now, told.pack(), now.toString()));
                        }
                    }
                }
                PublishedRows.write(tx, ours, now);
                outbox.append(tx, facts);
                tx.commit();
            } catch (Throwable failure) {
                rollBack(tx, failure);
                throw failure;
            }
        }
    }

    private static void rollBack(Connection tx, Throwable failure) {
        try {
            tx.rollback();
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }
}
