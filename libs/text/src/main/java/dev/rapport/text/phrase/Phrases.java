package dev.rapport.text.phrase;

import dev.rapport.policy.KeywordTable;
import dev.rapport.text.folding.Folded;
import java.util.ArrayList;
import java.util.List;

/**
 * The phrases of one keyword table. Immutable and safe to share.
 *
 * <p>In scripts that part words by spaces a phrase stands at a word's begin and end; {@code *} at its end (or begin) lifts that.
 * In Chinese it stands anywhere.
 *
 * @param <S> the table's signals, by name
 */
public final class Phrases<S extends Enum<S>> {

    private record Phrase<S>(S signal, String language, int length, boolean begins, boolean ends) {}

    private final List<Phrase<S>> phrases = new ArrayList<>();
    private final Automaton automaton;

    /**
     * @param signals what the table's signals are called
     * @throws IllegalArgumentException when the table has a signal that is none of them
     */
    public Phrases(KeywordTable table, Class<S> signals) {
        List<String> forms = new ArrayList<>();
        table.keywords()
                .forEach((signal, languages) -> languages.forEach((language, words) ->
                        words.forEach(word -> forms.add(add(Enum.valueOf(signals, signal), language, word)))));
        automaton = Automaton.of(forms);
    }

    private String add(S signal, String language, String word) {
        boolean openBegin = word.startsWith("*");
        boolean openEnd = word.length() > 1 && word.endsWith("*");
        String bare = word.substring(openBegin ? 1 : 0, word.length() - (openEnd ? 1 : 0));
        Running form = Running.of(Folded.of(bare));
        if (form.length() == 0) {
            throw new IllegalArgumentException("nothing to look for in '" + word + "'");
        }
        phrases.add(new Phrase<>(
                signal,
                language,
                form.length(),
                !openBegin && Folded.isWord(form.charAt(0)),
                !openEnd && Folded.isWord(form.charAt(form.length() - 1))));
        return form.toString();
    }

    /** Every phrase of the table that stands in {@code text}, by where it ends; overlapping ones too. */
    public List<Match<S>> in(Folded text) {
        List<Match<S>> found = new ArrayList<>();
        Running running = Running.of(text);
        int state = 0;
        for (int at = 0; at < running.length(); at++) {
            state = automaton.step(state, running.charAt(at));
            for (int number : automaton.ending(state)) {
                Phrase<S> phrase = phrases.get(number);
                int start = at + 1 - phrase.length();
                if (isWhole(running, phrase, start, at + 1)) {
                    found.add(new Match<>(
                            phrase.signal(), phrase.language(), running.position(start), running.position(at) + 1));
                }
            }
        }
        return found;
    }

    private static boolean isWhole(Running text, Phrase<?> phrase, int start, int end) {
        return !(phrase.begins() && start > 0 && Folded.isWord(text.charAt(start - 1)))
                && !(phrase.ends() && end < text.length() && Folded.isWord(text.charAt(end)));
    }
}
