package dev.rapport.text.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** MSG-10: how well screening finds what it must, and leaves alone what it should, by rule. */
class ScreeningCorpusTest {

    private static final double PRECISION = 0.97;
    private static final double RECALL = 0.95;

    private static final class Tally {
        private int right;
        private int wrong;
        private int missed;

        double precision() {
            return right / (double) Math.max(1, right + wrong);
        }

        double recall() {
            return right / (double) Math.max(1, right + missed);
        }
    }

    private final List<Corpus.Entry> corpus = Corpus.entries();

    @Test
    void shouldHoldFourHundredTextsHalfOfThemInnocentInSixLanguages() {
        long innocent = corpus.stream().filter(entry -> entry.rules().isEmpty()).count();
        Set<String> languages = corpus.stream().map(Corpus.Entry::language).collect(Collectors.toSet());

        assertThat(corpus).hasSizeGreaterThan(600);
        assertThat(innocent).isBetween(corpus.size() * 4L / 10, corpus.size() * 6L / 10);
        assertThat(languages).contains("zh", "en", "es", "pt", "fr", "ru");
        assertThat(corpus).extracting(Corpus.Entry::text).doesNotHaveDuplicates();
    }

    @Test
    void shouldFindWhatItMustAndLeaveAloneWhatItShould() {
        Map<String, Tally> tallies = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (Corpus.Entry entry : corpus) {
            Set<String> found = found(entry.text());
            count(tallies, entry.rules(), found);
            if (!found.equals(entry.rules())) {
                wrong.add("%s instead of %s in: %s".formatted(found, entry.rules(), entry.text()));
            }
        }
        report(tallies, wrong);

        assertThat(tallies.keySet()).hasSize(9);
        assertThat(tallies).allSatisfy((rule, tally) -> {
            assertThat(tally.precision()).as("precision of " + rule).isGreaterThanOrEqualTo(PRECISION);
            assertThat(tally.recall()).as("recall of " + rule).isGreaterThanOrEqualTo(RECALL);
        });
    }

    private static Set<String> found(String text) {
        return ShippedScreening.ALIEXPRESS.screen(text, Purpose.REPLY).findings().stream()
                .map(finding -> finding.rule().replace("MSG-10.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void count(Map<String, Tally> tallies, Set<String> expected, Set<String> found) {
        for (String rule : expected) {
            Tally tally = tallies.computeIfAbsent(rule, key -> new Tally());
            tally.right += found.contains(rule) ? 1 : 0;
            tally.missed += found.contains(rule) ? 0 : 1;
        }
        for (String rule : found) {
            tallies.computeIfAbsent(rule, key -> new Tally()).wrong += expected.contains(rule) ? 0 : 1;
        }
    }

    private void report(Map<String, Tally> tallies, List<String> wrong) {
        System.out.printf(Locale.ROOT, "Screening of %d texts, not as expected: %d%n", corpus.size(), wrong.size());
        tallies.forEach((rule, tally) -> System.out.printf(
                Locale.ROOT,
                "  %-15s precision %.3f, recall %.3f (%d found, %d wrongly, %d missed)%n",
                rule,
                tally.precision(),
                tally.recall(),
                tally.right,
                tally.wrong,
                tally.missed));
        wrong.forEach(text -> System.out.println("  " + text));
    }
}
