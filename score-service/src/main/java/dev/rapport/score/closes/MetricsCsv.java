package dev.rapport.score.closes;

import dev.rapport.policy.Metric;
import dev.rapport.score.closes.model.Close;
import dev.rapport.score.engine.MetricReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Closes as a table (RFC 4180): a header, then one row a day; of each metric its value and its sample, empty when absent. No cell
 * needs quoting.
 */
final class MetricsCsv {
    private static final String END = "\r\n";

    private MetricsCsv() {}

    static String of(List<Close> closes, Instant now) {
        StringBuilder csv = new StringBuilder(String.join(",", header())).append(END);
        for (Close close : closes) {
            csv.append(String.join(",", row(close, now))).append(END);
        }
        return csv.toString();
    }

    private static List<String> header() {
        List<String> header =
                new ArrayList<>(List.of("day", "as_of", "window_hours", "pack", "provisional", "score", "violations"));
        for (Metric metric : Metric.values()) {
            header.add(metric.wireName());
            header.add(metric.wireName() + "_sample");
        }
        return header;
    }

    private static List<String> row(Close close, Instant now) {
        List<String> row = new ArrayList<>(List.of(
                close.day().toString(),
                close.asOf().toString(),
                Integer.toString(close.card().window().length()),
                close.pack(),
                Boolean.toString(close.provisional(now)),
                cell(close.card().score()),
                Long.toString(close.card().violations())));
        for (Metric metric : Metric.values()) {
            MetricReading reading =
                    Objects.requireNonNull(close.card().metrics().get(metric));
            row.add(cell(reading.value()));
            row.add(Long.toString(reading.sample()));
        }
        return row;
    }

    private static String cell(@Nullable Number value) {
        return value == null ? "" : new BigDecimal(value.toString()).toPlainString();
    }
}
