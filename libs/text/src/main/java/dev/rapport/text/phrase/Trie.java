package dev.rapport.text.phrase;

import dev.rapport.text.folding.Folded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The states of an automaton while it is built: what phrases begin with, and what ends there. */
final class Trie {

    private final List<Map<Character, Integer>> steps = new ArrayList<>(List.of(new HashMap<>()));
    private final List<List<Integer>> ends = new ArrayList<>(List.of(new ArrayList<>()));
    private final int boundary = enter(Character.toString(Automaton.BOUNDARY));
    private int[] fail = {};
    private int[] inOrder = {};

    Trie(List<String> phrases) {
        for (int phrase = 0; phrase < phrases.size(); phrase++) {
            ends.get(enter(phrases.get(phrase))).add(phrase);
        }
        link();
    }

    private int enter(String phrase) {
        int state = 0;
        for (char unit : phrase.toCharArray()) {
            Integer next = steps.get(state).get(unit);
            if (next == null) {
                next = steps.size();
                steps.get(state).put(unit, next);
                steps.add(new HashMap<>());
                ends.add(new ArrayList<>());
            }
            state = next;
        }
        return state;
    }

    /** Breadth first: the longest proper suffix of each state that is a state too, and what ends with it. */
    private void link() {
        fail = new int[steps.size()];
        inOrder = new int[steps.size()];
        Queue<Integer> open = new ArrayDeque<>();
        steps.getFirst().forEach((unit, state) -> {
            fail[state] = state == boundary || Folded.isWord(unit) ? 0 : boundary;
            open.add(state);
        });
        int count = 1;
        while (!open.isEmpty()) {
            int state = open.remove();
            inOrder[count++] = state;
            ends.get(state).addAll(ends.get(fail[state]));
            steps.get(state).forEach((unit, next) -> {
                fail[next] = next(fail[state], unit);
                open.add(next);
            });
        }
    }

    /** The state after {@code unit}; every character that is none of a word leads to the boundary at least. */
    int next(int state, char unit) {
        int at = state;
        while (at != 0) {
            Integer next = steps.get(at).get(unit);
            if (next != null) {
                return next;
            }
            at = fail[at];
        }
        return steps.getFirst().getOrDefault(unit, Folded.isWord(unit) ? 0 : boundary);
    }

    int boundary() {
        return boundary;
    }

    int size() {
        return steps.size();
    }

    int fail(int state) {
        return fail[state];
    }

    Map<Character, Integer> steps(int state) {
        return steps.get(state);
    }

    int[] ends(int state) {
        return ends.get(state).stream().mapToInt(Integer::intValue).toArray();
    }

    /** All states, the nearest to the root first, but those in which phrases end last. */
    int[] numbered() {
        int[] silent = Arrays.stream(inOrder)
                .filter(state -> ends.get(state).isEmpty())
                .toArray();
        int[] ending = Arrays.stream(inOrder)
                .filter(state -> !ends.get(state).isEmpty())
                .toArray();
        int[] all = Arrays.copyOf(silent, silent.length + ending.length);
        System.arraycopy(ending, 0, all, silent.length, ending.length);
        return all;
    }
}
