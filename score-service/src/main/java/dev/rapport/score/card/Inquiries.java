package dev.rapport.score.card;

import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.score.SellerPath;
import dev.rapport.score.engine.Hours;
import dev.rapport.score.engine.PackRules;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Timeline;
import dev.rapport.score.engine.Window;
import dev.rapport.score.engine.WindowSums;
import dev.rapport.score.freshness.Freshness;
import dev.rapport.score.freshness.LagWatch;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers what is asked about one seller at one instant, from what is stored when it is asked. */
@Singleton
public final class Inquiries {
    private final SellerTransactions sellers;
    private final Packs packs;
    private final LagWatch lag;
    private final Clock clock;
    private final Map<String, PackRules> rules = new ConcurrentHashMap<>();

    Inquiries(SellerTransactions sellers, Packs packs, LagWatch lag, Clock clock) {
        this.sellers = sellers;
        this.packs = packs;
        this.lag = lag;
        this.clock = clock;
    }

    /**
     * One inquiry, within its transaction.
     *
     * @param asOf the instant asked for, that of the inquiry unless another was named
     * @param now the instant of the inquiry
     */
    public record Inquiry(
            Connection tx,
            String seller,
            SellerState state,
            PackRules packs,
            Instant asOf,
            Instant now,
            Freshness freshness) {

        /** The version of the seller's pack in force at the instant asked for. */
        public Pack pack() {
            return packs.at(asOf).pack();
        }

        /** Its arithmetic. */
        public ScoreRules rules() {
            return packs.at(asOf).rules();
        }

        /** The sums of a window. */
        public WindowSums sums(Window window) throws SQLException {
            WindowSums sums = WindowSums.empty(window, rules());
            WindowReader.read(tx, Map.of(seller, sums), window);
            return sums;
        }

        /** All counters from an hour on, up to and with the hour asked for. */
        public Timeline timeline(long firstHour) throws SQLException {
            return CounterReader.timeline(tx, seller, firstHour, Hours.of(asOf));
        }
    }

    /** What makes an answer of an inquiry. */
    @FunctionalInterface
    public interface Answering<T> {
        T answer(Inquiry inquiry) throws SQLException;
    }

    /**
     * Answers.
     *
     * @param sellerId as in the path
     * @param asOfText as it came; null for now
     */
    public <T> T answer(String sellerId, @Nullable String asOfText, Answering<T> answering) {
        String seller = SellerPath.check(sellerId);
        Instant now = clock.instant();
        Instant asOf = Question.asOf(asOfText, now);
        return sellers.read(seller, tx -> {
            SellerState state = SellerState.read(tx, seller, packs, now);
            return answering.answer(new Inquiry(
                    tx,
                    seller,
                    state,
                    rules.computeIfAbsent(state.pack(), name -> PackRules.of(packs, name)),
                    asOf,
                    now,
                    lag.of(state.lastEventAt())));
        });
    }
}
