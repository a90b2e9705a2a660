package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words and phrases by what they signal and by language.
 *
 * @param name what packs call it
 * @param version which text of it
 * @param keywords signal → language (ISO 639-1) → words; lower case, at least one each
 */
public record KeywordTable(String name, String version, Map<String, Map<String, List<String>>> keywords)
        implements PackFile {

    public KeywordTable {
        Checks checks = new Checks()
                .that("name", PackFile.isName(name), "must be lower-case letters, digits and dashes")
                .that("version", PackFile.isVersion(version), "must be letters, digits, dots and dashes")
                .notEmpty("keywords", keywords);
        keywords.forEach((signal, languages) -> languages.forEach((language, words) -> {
            String key = "keywords." + signal + "." + language;
            checks.that(key, language.matches("[a-z]{2}"), "is no ISO 639-1 language")
                    .notEmpty(key, words)
                    .unique(key, words)
                    .that(key, words.stream().noneMatch(String::isBlank), "has a blank word");
        }));
        checks.verify();
    }

    /** What the table can signal. */
    public Set<String> signals() {
        return keywords.keySet();
    }

    /** The words of a signal in all languages; none when the table lacks it. */
    public List<String> words(String signal) {
        return keywords.getOrDefault(signal, Map.of()).values().stream()
                .flatMap(List::stream)
                .toList();
    }
}
