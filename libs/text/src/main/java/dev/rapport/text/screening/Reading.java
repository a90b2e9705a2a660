package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.sentence.Sentence;
import java.util.ArrayList;
import java.util.List;

/** A text while it is screened: how it reads, the phrases that stand in it, what was found. Of one thread. */
final class Reading {

    /** What was found, in positions of the folded text. */
    record Found(Rule rule, int start, int end) {

        boolean overlaps(int from, int to) {
            return start < to && from < end;
        }
    }

    private static final List<Match<ScreeningSignal>> NONE = List.of();
    private static final int SIGNALS = ScreeningSignal.values().length;

    private final Folded text;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists, by the signal's ordinal
    private final List<Match<ScreeningSignal>>[] matches = new List[SIGNALS];

    private final List<Found> found = new ArrayList<>();

    /** Of {@code all} only screening's own phrases count. */
    Reading(Folded text, List<? extends Match<?>> all) {
        this.text = text;
        int[] counts = new int[SIGNALS];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).signal() instanceof ScreeningSignal signal) {
                counts[signal.ordinal()]++;
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).signal() instanceof ScreeningSignal signal) {
                keep(signal.ordinal(), counts, all.get(i));
            }
        }
    }

    @SuppressWarnings("unchecked") // its signal was just looked at
    private void keep(int signal, int[] counts, Match<?> match) {
        if (matches[signal] == null) {
            matches[signal] = new ArrayList<>(counts[signal]);
        }
        matches[signal].add((Match<ScreeningSignal>) match);
    }

    Folded text() {
        return text;
    }

    /** The phrases with a signal, by where they end. */
    List<Match<ScreeningSignal>> of(ScreeningSignal signal) {
        List<Match<ScreeningSignal>> all = matches[signal.ordinal()];
        return all == null ? NONE : all;
    }

    List<Found> found() {
        return found;
    }

    void add(Rule rule, int start, int end) {
        found.add(new Found(rule, start, end));
    }

    /** Whether a finding of {@code rule} overlaps these positions. */
    boolean has(Rule rule, int from, int to) {
        for (Found one : found) {
            if (one.rule() == rule && one.overlaps(from, to)) {
                return true;
            }
        }
        return false;
    }

    /** A phrase with {@code signal} that lies in the range. */
    boolean any(ScreeningSignal signal, int from, int to) {
        for (Match<ScreeningSignal> match : of(signal)) {
            if (match.start() >= from && match.end() <= to) {
                return true;
            }
        }
        return false;
    }

    /** Where the sentence around a position begins, at most {@code reach} before it. */
    int sentenceStart(int position, int reach) {
        int at = position;
        while (at > 0 && position - at < reach && !endsSentence(at - 1)) {
            at--;
        }
        return at;
    }

    /** Where the sentence around a position ends, at most {@code reach} after it. */
    int sentenceEnd(int position, int reach) {
        int at = position;
        while (at < text.length() && at - position < reach && !endsSentence(at)) {
            at++;
        }
        return at;
    }

    /** Where the clause around a position begins. */
    int clauseStart(int position, int reach) {
        int at = position;
        while (at > 0 && position - at < reach && !endsSentence(at - 1) && !endsClause(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** Whether the seller declines what begins at {@code position}: "we cannot …", in the same clause. */
    boolean refused(int position) {
        return any(ScreeningSignal.REFUSAL, clauseStart(position, 60), position);
    }

    private boolean endsSentence(int at) {
        return Sentence.endsAt(text, at);
    }

    private static boolean endsClause(char glyph) {
        return glyph == ',' || glyph == ';' || glyph == ':' || glyph == '、';
    }
}
