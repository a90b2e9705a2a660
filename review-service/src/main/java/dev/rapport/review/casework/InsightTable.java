package dev.rapport.review.casework;

import dev.rapport.review.casework.InsightResource.Insights;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of the insights, each as CSV (RFC 4180): one line of names, then one a row; shares with four digits, empty without a sample. */
enum InsightTable {
    CLASSES("class,reviews,share,negative,replyRate,invited,improved,uninvitedImproved,judged,agreement") {
        @Override
        Stream<List<@Nullable Object>> rows(Insights insights) {
            return insights.classes().stream()
                    .map(one -> row(
                            one.name(),
                            one.reviews(),
                            one.share(),
                            one.negative(),
                            one.replyRate(),
                            one.invited(),
                            one.improved(),
                            one.uninvitedImproved(),
                            one.judged(),
                            one.agreement()));
        }
    },
    STAGES("stage,due,inTime,rate") {
        @Override
        Stream<List<@Nullable Object>> rows(Insights insights) {
            return insights.stages().stream().map(one -> row(one.name(), one.due(), one.inTime(), one.rate()));
        }
    },
    AGENTS("agentId,answered,inTime,invited,improved") {
        @Override
        Stream<List<@Nullable Object>> rows(Insights insights) {
            return insights.agents().stream()
                    .map(one -> row(one.agentId(), one.answered(), one.inTime(), one.invited(), one.improved()));
        }
    },
    TEMPLATES("templateId,answered,inTime,invited,improved") {
        @Override
        Stream<List<@Nullable Object>> rows(Insights insights) {
            return insights.templates().stream()
                    .map(one -> row(one.templateId(), one.answered(), one.inTime(), one.invited(), one.improved()));
        }
    };

    private final String header;

    InsightTable(String header) {
        this.header = header;
    }

    abstract Stream<List<@Nullable Object>> rows(Insights insights);

    /** By its name in lower case; the classes where none is named; null for an unknown one. */
    static @Nullable InsightTable of(@Nullable String name) {
        return name == null
                ? CLASSES
                : Arrays.stream(values())
                        .filter(table -> table.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null);
    }

    static String names() {
        return Arrays.stream(values())
                .map(table -> table.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    String csv(Insights insights) {
        return Stream.concat(Stream.of(header), rows(insights).map(row -> row.stream()
                        .map(InsightTable::cell)
                        .collect(Collectors.joining(","))))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double share -> String.format(Locale.ROOT, "%.4f", share);
            case String text -> quoted(text);
            default -> value.toString();
        };
    }

    /** A spreadsheet must not take a name for a formula. */
    private static String quoted(String text) {
        String safe = text.matches("[=+\\-@\t\r].*") ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
