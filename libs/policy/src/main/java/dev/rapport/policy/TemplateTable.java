package dev.rapport.policy;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.policy.binding.Checks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MSG-08: the shipped library of templates, under every seller's own.
 *
 * @param name what packs call it
 * @param version which text of it
 * @param templates name → template; lower-case letters, digits and dashes
 */
public record TemplateTable(String name, String version, Map<String, ShippedTemplate> templates) implements PackFile {

    /**
     * One template in some languages. Its variables are checked where texts are understood, not here.
     *
     * @param kind the conversations it is for; null: all
     * @param scene the scene it is for; null: a base template
     * @param texts by language (ISO 639-1)
     */
    public record ShippedTemplate(
            @Nullable Kind kind, @Nullable Scene scene, Map<String, String> texts) {
        public ShippedTemplate {
            Checks checks = new Checks().notEmpty("texts", texts);
            texts.forEach((language, text) -> checks.that(
                            "texts." + language, language.matches("[a-z]{2}"), "is no ISO 639-1 language")
                    .notEmpty("texts." + language, text));
            checks.verify();
        }
    }

    public TemplateTable {
        Checks checks = new Checks()
                .that("name", PackFile.isName(name), "must be lower-case letters, digits and dashes")
                .that("version", PackFile.isVersion(version), "must be letters, digits, dots and dashes")
                .notEmpty("templates", templates);
        templates
                .keySet()
                .forEach(template -> checks.that(
                        "templates." + template,
                        PackFile.isName(template),
                        "must be lower-case letters, digits and dashes"));
        checks.verify();
    }
}
