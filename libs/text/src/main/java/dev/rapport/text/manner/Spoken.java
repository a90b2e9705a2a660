package dev.rapport.text.manner;

import dev.rapport.policy.MannerSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.sentence.Sentence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A text that was read for its manners. Of one thread. */
public final class Spoken {

    private final String text;
    private final Folded folded;
    private final Map<MannerSignal, List<Match<MannerSignal>>> matches = new EnumMap<>(MannerSignal.class);

    Spoken(String text, Folded folded, List<Match<MannerSignal>> all) {
        this.text = text;
        this.folded = folded;
        all.forEach(match -> matches.computeIfAbsent(match.signal(), signal -> new ArrayList<>())
                .add(match));
    }

    /** The text as sent. */
    public String text() {
        return text;
    }

    /** The text as it reads. */
    public Folded folded() {
        return folded;
    }

    /** What was heard at all. */
    public Set<MannerSignal> signals() {
        return matches.keySet();
    }

    /** Whether a signal was heard. */
    public boolean has(MannerSignal signal) {
        return matches.containsKey(signal);
    }

    /** The phrases with a signal, by where they end, in positions of {@link #folded}. */
    public List<Match<MannerSignal>> of(MannerSignal signal) {
        return matches.getOrDefault(signal, List.of());
    }

    /** The first phrase with a signal. */
    public Optional<Match<MannerSignal>> first(MannerSignal signal) {
        return of(signal).stream().reduce((one, other) -> one.start() <= other.start() ? one : other);
    }

    /** MSG-19: whether a seller asks something that wants an answer. */
    public boolean asks() {
        return has(MannerSignal.QUESTION) || Sentence.of(folded).stream().anyMatch(Sentence::asks);
    }

    /** MSG-06, MSG-13, MSG-21: whether a buyer complains. */
    public boolean complains() {
        return has(MannerSignal.COMPLAINT) || has(MannerSignal.ANGRY);
    }

    /** MSG-13: whether a buyer feels treated coldly. */
    public boolean feelsCold() {
        return has(MannerSignal.COLD);
    }
}
