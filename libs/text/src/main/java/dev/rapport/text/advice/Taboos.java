package dev.rapport.text.advice;

import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.TabooTable;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.phrase.Phrases;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Words and customs of a buyer's country. */
final class Taboos {

    private record Taboo(String country, String why) {}

    private final Phrases<Taboo> phrases;

    Taboos(TabooTable table) {
        Map<String, Taboo> byName = new HashMap<>();
        Map<String, Map<String, List<String>>> words = new HashMap<>();
        table.countries()
                .forEach((country, taboos) -> taboos.forEach(taboo -> {
                    String name = country + byName.size();
                    byName.put(name, new Taboo(country, taboo.why()));
                    words.put(name, taboo.words());
                }));
        phrases = Phrases.of(List.of(new Phrases.Source<>(
                new KeywordTable(table.name(), table.version(), words),
                name -> Objects.requireNonNull(byName.get(name)))));
    }

    /** What offends in {@code country}; words of another language than the reply's are left alone. */
    List<Finding> in(Folded reply, String country, Optional<String> language) {
        List<Finding> findings = new ArrayList<>();
        for (Match<Taboo> match : phrases.in(reply)) {
            boolean foreign = language.isPresent() && !language.get().equals(match.language());
            if (match.signal().country().equals(country) && !foreign) {
                findings.add(new Finding(
                        Counsel.TABOO.id(),
                        Verdict.Decision.WARN,
                        reply.start(match.start()),
                        reply.end(match.end() - 1),
                        match.signal().why()));
            }
        }
        return findings;
    }
}
