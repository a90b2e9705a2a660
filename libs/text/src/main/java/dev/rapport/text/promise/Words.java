package dev.rapport.text.promise;

import dev.rapport.policy.PromiseSignal;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.sentence.Sentence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a sentence says of promises. */
record Words(
        int start, int end, List<Match<PromiseSignal>> all, Map<PromiseSignal, List<Match<PromiseSignal>>> bySignal) {

    /**
     * @param matches by where they end
     * @param first from which of them on to look
     */
    static Words in(Sentence sentence, List<Match<PromiseSignal>> matches, int first) {
        List<Match<PromiseSignal>> all = new ArrayList<>();
        Map<PromiseSignal, List<Match<PromiseSignal>>> bySignal = new EnumMap<>(PromiseSignal.class);
        for (int i = first; i < matches.size() && matches.get(i).end() <= sentence.end(); i++) {
            Match<PromiseSignal> match = matches.get(i);
            if (match.start() >= sentence.start()) {
                all.add(match);
                bySignal.computeIfAbsent(match.signal(), _ -> new ArrayList<>()).add(match);
            }
        }
        return new Words(sentence.start(), sentence.end(), all, bySignal);
    }

    List<Match<PromiseSignal>> of(PromiseSignal signal) {
        return bySignal.getOrDefault(signal, List.of());
    }
}
