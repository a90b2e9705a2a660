package dev.rapport.language;

import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Detects languages: by script where that tells, by small words where they speak clearly for one of six languages in Latin
 * script (English, Spanish, Portuguese, French, German, Italian), else by Lingua's trigram models of these. Safe to share; make
 * one per process. The models are read with the first text that needs them, which takes a second; {@link #warmUp} does it
 * beforehand. Why so, and what it weighs: docs/adr/0012.
 */
public final class Languages {

    /** Fewer letters are no evidence: "ok", "Hi", a name. */
    private static final int FEWEST_LETTERS = 5;

    /** Says nothing of the language around it. */
    private static final Pattern FOREIGN =
            Pattern.compile("https?://\\S+|www\\.\\S+|\\S+@\\S+|@\\w+|\\{\\{[^}]*}}|\\S*\\d\\S*");

    private final SmallWords smallWords = new SmallWords();

    private final LanguageDetector latin = LanguageDetectorBuilder.fromLanguages(
                    Language.ENGLISH,
                    Language.SPANISH,
                    Language.PORTUGUESE,
                    Language.FRENCH,
                    Language.GERMAN,
                    Language.ITALIAN)
            .withLowAccuracyMode()
            .build();

    /** The language of {@code text}, ISO 639-1; empty when there is too little of it, or it is none of those known. */
    public Optional<String> of(String text) {
        String words = FOREIGN.matcher(text).replaceAll(" ").strip();
        Script script = new Script(words);
        if (!script.isLatin()) {
            return script.language();
        }
        if (script.latinLetters() < FEWEST_LETTERS) {
            return Optional.empty();
        }
        Optional<String> clear = smallWords.speakFor(words);
        if (clear.isPresent()) {
            return clear;
        }
        Language found = latin.detectLanguageOf(words);
        return found == Language.UNKNOWN
                ? Optional.empty()
                : Optional.of(found.getIsoCode639_1().toString().toLowerCase(Locale.ROOT));
    }

    /** Reads the models now. */
    public void warmUp() {
        latin.detectLanguageOf("Thank you for your message, we will look into it");
    }
}
