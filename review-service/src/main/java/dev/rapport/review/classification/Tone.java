package dev.rapport.review.classification;

import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.Reviews.Signals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** REV-01: whether a text praises or blames, by a pack's keyword table; only what is quite clear counts. */
public final class Tone {
    private final List<String> praise;
    private final List<String> blame;

    /** By {@code table}, which signals praise and blame. */
    public Tone(KeywordTable table) {
        praise = patterns(table, Signals.PRAISE);
        blame = patterns(table, Signals.BLAME);
    }

    private static List<String> patterns(KeywordTable table, String signal) {
        return table.words(signal).stream().map(ComparableText::pattern).toList();
    }

    /**
     * Few stars over a text that does nothing but praise. The other way round says nothing of malice.
     *
     * @param negativeUpTo REV-03: the most of few stars, which go with praise still
     */
    public boolean contradicts(int stars, int negativeUpTo, @Nullable String title, @Nullable String text) {
        if (stars >= negativeUpTo || title == null && text == null) {
            return false;
        }
        String said = ComparableText.of((title == null ? "" : title) + "\n" + (text == null ? "" : text));
        return anyOf(praise, said) && !anyOf(blame, said);
    }

    private static boolean anyOf(List<String> patterns, String said) {
        return patterns.stream().anyMatch(said::contains);
    }
}
