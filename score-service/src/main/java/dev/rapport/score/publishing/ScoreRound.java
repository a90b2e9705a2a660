package dev.rapport.score.publishing;

import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.kit.transaction.WorkerTransaction;
import dev.rapport.policy.Packs;
import dev.rapport.score.alerts.AlertChanges;
import dev.rapport.score.card.CounterReader;
import dev.rapport.score.engine.CountedHour;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.publishing.PublishedRows.Last;
import dev.rapport.score.standing.Checkpoint;
import dev.rapport.score.standing.Freezes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Looks once at sellers whose counters or profile changed, or for whom time has come, and tells of those whose score or standing
 * changed.
 *
 * <p>Cards are made outside the writing transaction, which then takes the sellers' locks only to write down what was told.
 * Of several processes that look at the same seller one tells; what changed meanwhile is looked at again.
 */
final class ScoreRound {
    private static final Duration CAUGHT_UP = Duration.ofSeconds(5);

    private final DataSource worker;
    private final Packs packs;
    private final Outbox outbox;
    private final Supplier<Duration> lag;
    private final Duration every;
    private final int atOnce;
    private final Map<String, PackRules> rules = new HashMap<>();

    /**
     * @param lag how far counting is behind
     */
    ScoreRound(DataSource worker, Packs packs, Outbox outbox, Supplier<Duration> lag, Duration every, int atOnce) {
        this.lag = lag;
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
        List<Told> news = WorkerTransaction.run(worker, tx -> look(tx, now));
        return news.isEmpty() ? 0 : WorkerTransaction.run(worker, tx -> tell(tx, news, now));
    }

    private List<Told> look(Connection tx, Instant now) throws SQLException {
        // Asked before the counters are read: what they lack is younger than this.
        boolean caughtUp = lag.get().compareTo(CAUGHT_UP) < 0;
        List<Look> looks = new ArrayList<>();
        for (Due due : Due.read(tx, packs, now, now.minus(every), atOnce)) {
            looks.add(
                    new Look(due, rules.computeIfAbsent(due.pack(), name -> PackRules.of(packs, name)), caughtUp, now));
        }
        Map<String, Instant> frozen =
                Freezes.until(tx, looks.stream().map(Look::seller).toList(), now);
        List<Told> news = new ArrayList<>();
        // Who has a checkpoint needs weeks, who has none needs years.
        news.addAll(make(tx, looks.stream().filter(Look::goesOn).toList(), frozen, now));
        news.addAll(make(tx, looks.stream().filter(look -> !look.goesOn()).toList(), frozen, now));
        return news;
    }

    private static List<Told> make(Connection tx, List<Look> looks, Map<String, Instant> frozen, Instant now)
            throws SQLException {
        if (looks.isEmpty()) {
            return List.of();
        }
        Map<String, List<CountedHour>> hours = new HashMap<>();
        looks.forEach(look -> hours.put(look.seller(), new ArrayList<>()));
        long first = looks.stream().mapToLong(Look::firstHour).min().orElseThrow();
        CounterReader.read(tx, hours.keySet(), first, Hours.of(now), (seller, hour, counters) -> hours.computeIfAbsent(
                        seller, _ -> new ArrayList<>())
                .add(new CountedHour(hour, counters)));
        List<Told> news = new ArrayList<>();
        for (Look look : looks) {
            news.add(look.make(hours.getOrDefault(look.seller(), List.of()), frozen.get(look.seller())));
        }
        return news;
    }

    /** Writes down what is told; of as many sellers as were looked at. */
    private int tell(Connection tx, List<Told> news, Instant now) throws SQLException {
        List<String> sellers = news.stream().map(told -> told.due().sellerId()).toList();
        SellerLocks.exclusive(tx, sellers);
        Map<String, Last> last = PublishedRows.read(tx, sellers);
        List<Told> ours = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        for (Told told : news) {
            Last before = last.get(told.due().sellerId());
            if (before == null || !before.lookedAt().isAfter(now.minus(every))) {
                ours.add(told);
                if (before == null || !before.told().equals(told.text())) {
                    facts.add(Fact.of(told.fact(now), now, told.pack().label(), now.toString()));
                }
            }
        }
        AlertChanges alerts = AlertChanges.of(tx, sellers);
        for (Told told : ours) {
            if (told.conditions() != null) {
                facts.addAll(
                        alerts.decide(tx, told.due().sellerId(), told.pack().label(), told.conditions(), now));
            }
        }
        PublishedRows.write(tx, ours, now);
        PublishedRows.lookAgain(tx, ours);
        Checkpoint.write(
                tx, ours.stream().map(Told::checkpoint).filter(Objects::nonNull).toList());
        outbox.append(tx, facts);
        return news.size();
    }
}
