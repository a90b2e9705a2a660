package dev.rapport.review.classification;

import dev.rapport.events.ReviewClass;
import dev.rapport.policy.KeywordTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * REV-01: classifies a review by a pack's keyword table.
 *
 * <p>A word of malice decides; else the class that most of the buyer's own words speak for does: a phrase counts for each of its words,
 * and a word that keywords of two languages find counts once. Between equals the more telling class wins:
 * of "the product never arrived" the product says less than the arrival. Without any word it is {@code PRODUCT}, what most
 * reviews with few words are about.
 */
public final class Classifier {

    private static final List<ReviewClass> MOST_TELLING_FIRST =
            List.of(ReviewClass.MALICIOUS, ReviewClass.LOGISTICS, ReviewClass.SERVICE, ReviewClass.PRODUCT);

    private final List<Word> words = new ArrayList<>();

    private record Word(String pattern, Evidence evidence) {}

    /** A classifier by {@code table}, whose signals are classes. */
    public Classifier(KeywordTable table) {
        table.keywords()
                .forEach((signal, languages) -> languages.forEach((language, keywords) -> {
                    for (String keyword : keywords) {
                        words.add(new Word(
                                ComparableText.pattern(keyword),
                                new Evidence(ReviewClass.valueOf(signal), language, keyword)));
                    }
                }));
    }

    /** Classifies a review by its title and text; either may be missing. */
    public Classification classify(@Nullable String title, @Nullable String text) {
        String said = ComparableText.of((title == null ? "" : title) + "\n" + (text == null ? "" : text));
        List<Evidence> found = new ArrayList<>();
        Map<ReviewClass, BitSet> spoken = new EnumMap<>(ReviewClass.class);
        for (Word word : words) {
            int at = said.indexOf(word.pattern());
            if (at >= 0) {
                found.add(word.evidence());
            }
            for (; at >= 0; at = said.indexOf(word.pattern(), at + 1)) {
                mark(
                        said,
                        at,
                        word.pattern(),
                        spoken.computeIfAbsent(word.evidence().reviewClass(), _ -> new BitSet()));
            }
        }
        return new Classification(weigh(spoken), found);
    }

    /** Notes where the words that a keyword was found in begin; in Chinese each character is one. */
    private static void mark(String said, int at, String pattern, BitSet spoken) {
        if (pattern.charAt(0) != ' ') {
            spoken.set(at, at + pattern.length());
            return;
        }
        int end = at + pattern.stripTrailing().length();
        for (int i = at; i < end; i++) {
            if (said.charAt(i) == ' ') {
                spoken.set(i);
            }
        }
    }

    private static ReviewClass weigh(Map<ReviewClass, BitSet> spoken) {
        if (spoken.containsKey(ReviewClass.MALICIOUS)) {
            return ReviewClass.MALICIOUS;
        }
        ReviewClass best = ReviewClass.PRODUCT;
        int most = 0;
        for (ReviewClass candidate : MOST_TELLING_FIRST) {
            BitSet words = spoken.get(candidate);
            int count = words == null ? 0 : words.cardinality();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }
}
