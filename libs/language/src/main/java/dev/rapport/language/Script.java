package dev.rapport.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the script of a text says of its language: much, but for Latin. */
final class Script {

    /** A Han character is a word, or half of one. */
    private static final int HAN_WEIGHT = 3;

    private final Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    private final String text;

    Script(String text) {
        this.text = text;
        text.codePoints().filter(Character::isLetter).forEach(letter -> {
            UnicodeScript script = UnicodeScript.of(letter);
            letters.merge(script, script == UnicodeScript.HAN ? HAN_WEIGHT : 1, Integer::sum);
        });
    }

    int latinLetters() {
        return count(UnicodeScript.LATIN);
    }

    boolean isLatin() {
        return dominant() == UnicodeScript.LATIN;
    }

    /** The language that the script alone tells, ISO 639-1. */
    Optional<String> language() {
        return switch (dominant()) {
            case HAN -> Optional.of(hasKana() ? "ja" : "zh");
            case HIRAGANA, KATAKANA -> Optional.of("ja");
            case HANGUL -> Optional.of("ko");
            case CYRILLIC -> Optional.of(cyrillic());
            case ARABIC -> Optional.of(has("پچژگ") ? "fa" : "ar");
            case HEBREW -> Optional.of("he");
            case THAI -> Optional.of("th");
            case GREEK -> Optional.of("el");
            case DEVANAGARI -> Optional.of("hi");
            case GEORGIAN -> Optional.of("ka");
            case ARMENIAN -> Optional.of("hy");
            default -> Optional.empty();
        };
    }

    private UnicodeScript dominant() {
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UnicodeScript.COMMON);
    }

    private boolean hasKana() {
        return count(UnicodeScript.HIRAGANA) + count(UnicodeScript.KATAKANA) > 0;
    }

    /** Letters that Russian lacks. */
    private String cyrillic() {
        if (has("їєґЇЄҐ")) {
            return "uk";
        }
        if (has("ўЎ")) {
            return "be";
        }
        if (has("әғқңөұүһӘҒҚҢӨҰҮҺ")) {
            return "kk";
        }
        return has("іІ") ? "uk" : "ru";
    }

    private boolean has(String signs) {
        return signs.codePoints().anyMatch(sign -> text.indexOf(sign) >= 0);
    }

    private int count(UnicodeScript script) {
        return letters.getOrDefault(script, 0);
    }
}
