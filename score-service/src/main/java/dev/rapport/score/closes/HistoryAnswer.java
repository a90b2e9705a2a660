package dev.rapport.score.closes;

import dev.rapport.events.ScoreStatus;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.closes.model.Close;
import dev.rapport.score.freshness.Freshness;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code GET …/score/history}.
 *
 * @param zone in which days close
 * @param items rising
 * @param next always null: a range is answered whole
 */
record HistoryAnswer(
        String sellerId,
        String zone,
        String period,
        List<Item> items,
        @Nullable String next,
        Freshness freshness) {

    /**
     * A close.
     *
     * @param day local; of a week its Sunday
     * @param asOf asking for the score at this instant gives the same
     * @param score two decimals; null with insufficient data
     * @param provisional whether it may still change by replies that come in time
     * @param pack label of the version in force then
     * @param components value of each component that counts, 0 to 100
     */
    record Item(
            LocalDate day,
            Instant asOf,
            int windowHours,
            @Nullable BigDecimal score,
            String status,
            boolean provisional,
            Instant finalFrom,
            String pack,
            Map<String, Double> components,
            long violations) {}

    static HistoryAnswer of(Inquiry inquiry, ZoneId zone, String period, List<Close> closes) {
        return new HistoryAnswer(
                inquiry.seller(),
                zone.getId(),
                period.toLowerCase(Locale.ROOT),
                closes.stream().map(close -> item(close, inquiry.now())).toList(),
                null,
                inquiry.freshness());
    }

    private static Item item(Close close, Instant now) {
        Map<String, Double> components = new LinkedHashMap<>();
        close.card()
                .components()
                .forEach(component -> components.put(component.rule().name(), component.value()));
        ScoreStatus status = close.card().points() == null ? ScoreStatus.INSUFFICIENT_DATA : ScoreStatus.SCORED;
        return new Item(
                close.day(),
                close.asOf(),
                close.card().window().length(),
                close.card().score(),
                status.wireName(),
                close.provisional(now),
                close.finalFrom(),
                close.pack(),
                components,
                close.card().violations());
    }
}
