package dev.rapport.text.phrase;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * States and steps of an Aho-Corasick automaton over UTF-16 units; knows phrases by number only.
 *
 * <p>Steps lie in one hash table of primitives: the alphabet holds some thousand Han characters, so rows by character would be
 * mostly empty. Steps from the root by ASCII, the most frequent by far, have a row of their own.
 */
final class Automaton {

    private static final int[] NONE = {};

    private final int[] fromRoot = new int[128];
    private final long[] keys;
    private final int[] targets;
    private final int mask;
    private final int[] fail;
    private final int[][] ends;

    private Automaton(List<Map<Character, Integer>> trie, int[] fail, int[][] ends) {
        int steps = trie.stream().mapToInt(Map::size).sum();
        int capacity = Integer.highestOneBit(Math.max(8, steps * 3)) << 1;
        this.keys = new long[capacity];
        this.targets = new int[capacity];
        this.mask = capacity - 1;
        this.fail = fail;
        this.ends = ends;
        Arrays.fill(keys, -1);
        for (int state = 0; state < trie.size(); state++) {
            for (Map.Entry<Character, Integer> step : trie.get(state).entrySet()) {
                put(state, step.getKey(), step.getValue());
            }
        }
    }

    /** An automaton that knows {@code phrases} by their index. */
    static Automaton of(List<String> phrases) {
        List<Map<Character, Integer>> trie = new ArrayList<>(List.of(new HashMap<>()));
        List<List<Integer>> ends = new ArrayList<>(List.of(new ArrayList<>()));
        for (int phrase = 0; phrase < phrases.size(); phrase++) {
            int state = 0;
            for (char unit : phrases.get(phrase).toCharArray()) {
                Integer next = trie.get(state).get(unit);
                if (next == null) {
                    next = trie.size();
                    trie.get(state).put(unit, next);
                    trie.add(new HashMap<>());
                    ends.add(new ArrayList<>());
                }
                state = next;
            }
            ends.get(state).add(phrase);
        }
        return linked(trie, ends);
    }

    /** Breadth first: the longest proper suffix of each state that is a state too, and what ends with it. */
    private static Automaton linked(List<Map<Character, Integer>> trie, List<List<Integer>> ends) {
        int[] fail = new int[trie.size()];
        Queue<Integer> open = new ArrayDeque<>(trie.getFirst().values());
        while (!open.isEmpty()) {
            int state = open.remove();
            trie.get(state).forEach((unit, next) -> {
                int suffix = fail[state];
                while (suffix != 0 && !trie.get(suffix).containsKey(unit)) {
                    suffix = fail[suffix];
                }
                fail[next] = trie.get(suffix).getOrDefault(unit, 0);
                ends.get(next).addAll(ends.get(fail[next]));
                open.add(next);
            });
        }
        return new Automaton(
                trie,
                fail,
                ends.stream()
                        .map(all -> all.isEmpty()
                                ? NONE
                                : all.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new));
    }

    /** The state after {@code unit}. */
    int step(int state, char unit) {
        int at = state;
        while (at != 0) {
            int next = lookup(at, unit);
            if (next != 0) {
                return next;
            }
            at = fail[at];
        }
        return unit < 128 ? fromRoot[unit] : lookup(0, unit);
    }

    /** The phrases that end in a state, the longest first. */
    int[] ending(int state) {
        return ends[state];
    }

    private void put(int state, char unit, int target) {
        if (state == 0 && unit < 128) {
            fromRoot[unit] = target;
            return;
        }
        long key = key(state, unit);
        int slot = slot(key);
        while (keys[slot] != -1) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        targets[slot] = target;
    }

    private int lookup(int state, char unit) {
        long key = key(state, unit);
        int slot = slot(key);
        while (keys[slot] != key) {
            if (keys[slot] == -1) {
                return 0;
            }
            slot = slot + 1 & mask;
        }
        return targets[slot];
    }

    private static long key(int state, char unit) {
        return (long) state << 16 | unit;
    }

    private int slot(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
    }
}
