package dev.rapport.text.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.policy.KeywordTable;
import dev.rapport.text.folding.Folded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The automaton finds what a search for each phrase at each place finds. */
class PhrasesLawTest {

    private enum Only {
        SIGNAL
    }

    private static final String LETTERS = "abcаб 信微é'-";

    @Test
    void shouldFindWhatASearchForEachPhraseFinds() {
        Random random = new Random(42);
        System.out.println("seed 42");
        for (int round = 0; round < 300; round++) {
            List<String> words = words(random);
            Phrases<Only> phrases =
                    Phrases.of(new KeywordTable("law", "1", Map.of("SIGNAL", Map.of("en", words))), Only.class);
            for (int i = 0; i < 20; i++) {
                String text = letters(random, 30);
                assertThat(found(phrases, text)).as("%s in '%s'", words, text).isEqualTo(searched(words, text));
            }
        }
    }

    private static Set<String> found(Phrases<Only> phrases, String text) {
        Set<String> spans = new TreeSet<>();
        phrases.in(Folded.of(text)).forEach(match -> spans.add(match.start() + "-" + match.end()));
        return spans;
    }

    /** The same, one phrase and one place at a time. */
    private static Set<String> searched(List<String> words, String text) {
        var running = Folded.of(text).running();
        Set<String> spans = new TreeSet<>();
        for (String word : words) {
            boolean begins = !word.startsWith("*");
            boolean ends = !word.endsWith("*");
            String form = Folded.of(word.replace("*", "")).running().toString();
            for (int at = running.toString().indexOf(form);
                    at >= 0;
                    at = running.toString().indexOf(form, at + 1)) {
                int end = at + form.length();
                boolean inWord =
                        begins && Folded.isWord(form.charAt(0)) && at > 0 && Folded.isWord(running.charAt(at - 1));
                boolean cut = ends
                        && Folded.isWord(form.charAt(form.length() - 1))
                        && end < running.length()
                        && Folded.isWord(running.charAt(end));
                if (!inWord && !cut) {
                    spans.add(running.position(at) + "-" + (running.position(end - 1) + 1));
                }
            }
        }
        return spans;
    }

    private static List<String> words(Random random) {
        Set<String> words = new TreeSet<>();
        for (int i = random.nextInt(12) + 1; i > 0; i--) {
            String word = letters(random, random.nextInt(4) + 1).strip();
            if (!Folded.of(word).running().toString().isBlank() && !word.startsWith("-") && !word.endsWith("-")) {
                words.add((random.nextInt(4) == 0 ? "*" : "") + word + (random.nextInt(4) == 0 ? "*" : ""));
            }
        }
        words.add("zz");
        return new ArrayList<>(words);
    }

    private static String letters(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
