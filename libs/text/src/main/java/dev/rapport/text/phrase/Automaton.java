package dev.rapport.text.phrase;

import dev.rapport.text.folding.Folded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * States and steps of an Aho-Corasick automaton over running text; knows phrases by number only.
 *
 * <p>A phrase that must stand at a word's begin is entered after {@link #BOUNDARY}, and every character that is none of a word
 * leads there where nothing better follows. So the automaton rests at its root within words, instead of trying every phrase at
 * every letter, and finds no phrase in the middle of one.
 *
 * <p>The {@value #COLUMNS} characters that phrases use most have a column of a full table, one load a step. The others, some
 * thousand Han characters, would leave it mostly empty: their steps lie in a hash table, and what is missing there is looked for
 * along the suffixes. (Measured in docs/adr/0011.)
 */
final class Automaton {

    /** Comes before phrases that begin words. */
    static final char BOUNDARY = ' ';

    private static final int COLUMNS = 64;
    private static final int SHIFT = 6;

    /** Characters that can have a column: Latin and Cyrillic. */
    private static final int NARROW = 0x500;

    private static final int MOST_STATES = 0xFFFF;

    private final byte[] columns = new byte[NARROW];
    private final char[] table;

    /** State and unit in the upper half, target in the lower; 0 for a free slot. */
    private final long[] steps;

    private final int mask;
    private final int[] fail;
    private final int[][] ends;
    private final int begin;
    private final int firstEnding;

    /** An automaton that knows {@code phrases} by their index. */
    Automaton(List<String> phrases) {
        Trie trie = new Trie(phrases);
        if (trie.size() > MOST_STATES) {
            throw new IllegalArgumentException("more phrases than an automaton holds");
        }
        int[] numbered = trie.numbered();
        int[] number = new int[numbered.length];
        for (int state = 0; state < numbered.length; state++) {
            number[numbered[state]] = state;
        }
        begin = number[trie.boundary()];
        fail = new int[numbered.length];
        ends = new int[numbered.length][];
        table = new char[numbered.length << SHIFT];
        int capacity = Integer.highestOneBit(Math.max(8, numbered.length * 2)) << 1;
        steps = new long[capacity];
        mask = capacity - 1;
        char[] frequent = frequent(phrases);
        int silent = 0;
        for (int state = 0; state < numbered.length; state++) {
            int old = numbered[state];
            fail[state] = number[trie.fail(old)];
            ends[state] = trie.ends(old);
            silent += ends[state].length == 0 ? 1 : 0;
            fill(trie, number, frequent, state, old);
        }
        firstEnding = silent;
    }

    private void fill(Trie trie, int[] number, char[] frequent, int state, int old) {
        for (int column = 1; column < COLUMNS && column <= frequent.length; column++) {
            table[state << SHIFT | column] = (char) number[trie.next(old, frequent[column - 1])];
        }
        for (Map.Entry<Character, Integer> step : trie.steps(old).entrySet()) {
            if (column(step.getKey()) == 0) {
                put(state, step.getKey(), number[step.getValue()]);
            }
        }
    }

    /** Numbers the columns; 0 is for what has none. */
    private char[] frequent(List<String> phrases) {
        Map<Character, Integer> counts = new HashMap<>();
        for (String phrase : phrases) {
            for (char unit : phrase.toCharArray()) {
                counts.merge(unit, unit < NARROW ? -1 : 0, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count == 0);
        List<Character> order = counts.entrySet().stream()
                .sorted(Map.Entry.<Character, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(COLUMNS - 1)
                .toList();
        char[] frequent = new char[order.size()];
        for (int i = 0; i < frequent.length; i++) {
            frequent[i] = order.get(i);
            columns[frequent[i]] = (byte) (i + 1);
        }
        return frequent;
    }

    private int column(char unit) {
        return unit < NARROW ? columns[unit] : 0;
    }

    /** The state in which a text begins: at a word's begin. */
    int begin() {
        return begin;
    }

    /** The state after {@code unit}. */
    int step(int state, char unit) {
        int column = column(unit);
        return column != 0 ? table[state << SHIFT | column] : rareStep(state, unit);
    }

    private int rareStep(int state, char unit) {
        int at = state;
        while (true) {
            int next = lookup(at, unit);
            if (next != 0) {
                return next;
            }
            if (at == 0) {
                return Folded.isWord(unit) ? 0 : begin;
            }
            at = fail[at];
        }
    }

    /** Whether phrases end in a state. */
    boolean ends(int state) {
        return state >= firstEnding;
    }

    /** The phrases that end in a state, the longest first. */
    int[] ending(int state) {
        return ends[state];
    }

    private void put(int state, char unit, int target) {
        int key = state << 16 | unit;
        int slot = slot(key);
        while (steps[slot] != 0) {
            slot = slot + 1 & mask;
        }
        steps[slot] = (long) key << 32 | target;
    }

    private int lookup(int state, char unit) {
        int key = state << 16 | unit;
        int slot = slot(key);
        for (long step = steps[slot]; step != 0; step = steps[slot]) {
            if ((int) (step >>> 32) == key) {
                return (int) step;
            }
            slot = slot + 1 & mask;
        }
        return 0;
    }

    private int slot(int key) {
        int mixed = key * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & mask;
    }
}
