package dev.rapport.text.phrase;

import dev.rapport.policy.KeywordTable;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.folding.RunningText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The phrases of keyword tables. Immutable and safe to share.
 *
 * <p>In scripts that part words by spaces a phrase stands at a word's begin and end; {@code *} at its end (or begin) lifts that.
 * In Chinese it stands anywhere.
 *
 * @param <S> what phrases signal
 */
public final class Phrases<S> {

    private record Phrase<S>(S signal, String language, int length, boolean ends) {}

    /**
     * A table and what its signals are.
     *
     * @param signal by its name in the table; throws {@link IllegalArgumentException} at any other
     */
    public record Source<S>(KeywordTable table, Function<String, ? extends S> signal) {}

    private final List<Phrase<S>> phrases = new ArrayList<>();
    private final Automaton automaton;

    private Phrases(List<Source<S>> sources) {
        List<String> forms = new ArrayList<>();
        for (Source<S> source : sources) {
            source.table().keywords().forEach((name, languages) -> {
                S signal = source.signal().apply(name);
                languages.forEach((language, words) -> words.forEach(word -> forms.add(add(signal, language, word))));
            });
        }
        automaton = new Automaton(forms);
    }

    /** The phrases of one table, whose signals are the constants of an enum. */
    public static <E extends Enum<E>> Phrases<E> of(KeywordTable table, Class<E> signals) {
        return new Phrases<>(List.of(new Source<>(table, name -> Enum.valueOf(signals, name))));
    }

    /** The phrases of several tables, looked for at once. */
    public static <S> Phrases<S> of(List<Source<S>> sources) {
        return new Phrases<>(sources);
    }

    private String add(S signal, String language, String word) {
        boolean openBegin = word.startsWith("*");
        boolean openEnd = word.length() > 1 && word.endsWith("*");
        String bare = word.substring(openBegin ? 1 : 0, word.length() - (openEnd ? 1 : 0));
        RunningText form = Folded.of(bare).running();
        if (form.length() == 0) {
            throw new IllegalArgumentException("nothing to look for in '" + word + "'");
        }
        phrases.add(new Phrase<>(
                signal, language, form.length(), !openEnd && Folded.isWord(form.charAt(form.length() - 1))));
        boolean begins = !openBegin && Folded.isWord(form.charAt(0));
        return begins ? Automaton.BOUNDARY + form.toString() : form.toString();
    }

    /** Every phrase of the table that stands in {@code text}, by where it ends; overlapping ones too. */
    public List<Match<S>> in(Folded text) {
        List<Match<S>> found = new ArrayList<>(32);
        RunningText running = text.running();
        int state = automaton.begin();
        for (int at = 0; at < running.length(); at++) {
            state = automaton.step(state, running.charAt(at));
            if (!automaton.ends(state)) {
                continue;
            }
            for (int number : automaton.ending(state)) {
                Phrase<S> phrase = phrases.get(number);
                if (!phrase.ends() || at + 1 == running.length() || !Folded.isWord(running.charAt(at + 1))) {
                    int start = running.position(at + 1 - phrase.length());
                    found.add(new Match<>(phrase.signal(), phrase.language(), start, running.position(at) + 1));
                }
            }
        }
        return found;
    }
}
