package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.util.List;
import java.util.Map;

/**
 * MSG-21: words and customs to mind, by the buyer's country. Advice, never a bar.
 *
 * @param name what packs call it
 * @param version which text of it
 * @param countries country (ISO 3166 alpha-2) → taboos
 */
public record TabooTable(String name, String version, Map<String, List<Taboo>> countries) implements PackFile {

    /**
     * A word or custom.
     *
     * @param why for the agent: what is amiss, and what to write instead
     * @param words by language (ISO 639-1), in the forms of a {@link KeywordTable}
     */
    public record Taboo(String why, Map<String, List<String>> words) {
        public Taboo {
            Checks checks = new Checks().notEmpty("why", why).notEmpty("words", words);
            words.forEach((language, forms) -> checks.that(
                            "words." + language, language.matches("[a-z]{2}"), "is no ISO 639-1 language")
                    .notEmpty("words." + language, forms)
                    .unique("words." + language, forms));
            checks.verify();
        }
    }

    public TabooTable {
        Checks checks = new Checks()
                .that("name", PackFile.isName(name), "must be lower-case letters, digits and dashes")
                .that("version", PackFile.isVersion(version), "must be letters, digits, dots and dashes")
                .notEmpty("countries", countries);
        countries.forEach((country, taboos) -> checks.that(
                        "countries." + country, country.matches("[A-Z]{2}"), "is no ISO 3166 country")
                .notEmpty("countries." + country, taboos));
        checks.verify();
    }
}
