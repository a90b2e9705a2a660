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

    static Words in(Sentence sentence, List<Match<PromiseSignal>> matches) {
        List<Match<PromiseSignal>> all = new ArrayList<>();
        Map<PromiseSignal, List<Match<PromiseSignal>>> bySignal = new EnumMap<>(PromiseSignal.class);
        for (Match<PromiseSignal> match : matches) {
            if (match.start() >= sentence.start() && match.end() <= sentence.end()) {
                all.add(match);
                bySignal.computeIfAbsent(match.signal(), signal -> new ArrayList<>())
                        .add(match);
            }
        }
        return new Words(sentence.start(), sentence.end(), all, bySignal);
    }

    List<Match<PromiseSignal>> of(PromiseSignal signal) {
        return bySignal.getOrDefault(signal, List.of());
    }
}
