package dev.rapport.review.classification;

import dev.rapport.events.ReviewClass;
import dev.rapport.policy.KeywordTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * REV-01: classifies a review by a pack's keyword table.
 *
 * <p>A word of malice decides; else the class with most different words does. Between equals the more telling class wins:
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
        for (Word word : words) {
            if (said.contains(word.pattern())) {
                found.add(word.evidence());
            }
        }
        return new Classification(weigh(found), found);
    }

    private static ReviewClass weigh(List<Evidence> found) {
        Map<ReviewClass, Long> counts = new EnumMap<>(ReviewClass.class);
        found.stream().map(Evidence::reviewClass).forEach(reviewClass -> counts.merge(reviewClass, 1L, Long::sum));
        if (counts.containsKey(ReviewClass.MALICIOUS)) {
            return ReviewClass.MALICIOUS;
        }
        ReviewClass best = ReviewClass.PRODUCT;
        long most = 0;
        for (ReviewClass candidate : MOST_TELLING_FIRST) {
            long count = counts.getOrDefault(candidate, 0L);
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }
}
