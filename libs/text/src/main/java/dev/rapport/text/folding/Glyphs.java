package dev.rapport.text.folding;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How one code point reads: lower case, without accents, look-alikes of Latin letters as those letters, digits of any script as
 * ASCII digits, invisible characters as nothing.
 *
 * <p>What is not ASCII is asked of ICU once and kept in pages of 256. Threads may compute a page or a cell twice; they write the same.
 */
final class Glyphs {

    /** Not asked yet. */
    private static final char UNKNOWN = 0;

    /** Cannot be seen. */
    static final char NOTHING = 1;

    /** Reads as several characters: {@link #several}. */
    static final char SEVERAL = 2;

    /** Reads as itself. */
    static final char ITSELF = 3;

    private static final char[][] PAGES = new char[0x1100][];
    private static final Map<Integer, String> SEVERAL_BY_CODE_POINT = new ConcurrentHashMap<>();

    private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSE = Normalizer2.getNFDInstance();
    private static final SpoofChecker SPOOF = new SpoofChecker.Builder().build();

    /** Scripts whose letters are borrowed to disguise Latin words; letters of others only look alike by chance. */
    private static final Set<UnicodeScript> BORROWED = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE,
            UnicodeScript.COPTIC,
            UnicodeScript.LISU,
            UnicodeScript.DESERET,
            UnicodeScript.COMMON);

    /** Letters that Unicode's data does not tie to their plain form. */
    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ\0ʏᴢ";

    private static final Map<String, Character> LATIN_BY_SKELETON = latinBySkeleton();

    private Glyphs() {}

    static char of(int codePoint) {
        int page = codePoint >> 8;
        char[] cells = PAGES[page];
        if (cells == null) {
            cells = new char[256];
            PAGES[page] = cells;
        }
        char glyph = cells[codePoint & 0xFF];
        if (glyph == UNKNOWN) {
            glyph = ask(codePoint);
            cells[codePoint & 0xFF] = glyph;
        }
        return glyph;
    }

    static String several(int codePoint) {
        String text = SEVERAL_BY_CODE_POINT.get(codePoint);
        return text == null ? "" : text;
    }

    static String caseless(String text) {
        return FOLD.normalize(text);
    }

    private static char ask(int codePoint) {
        String reads = reads(codePoint);
        if (reads.isEmpty()) {
            return NOTHING;
        }
        if (reads.length() == 1 && reads.charAt(0) > ITSELF) {
            return reads.charAt(0);
        }
        if (reads.equals(Character.toString(codePoint))) {
            return ITSELF;
        }
        SEVERAL_BY_CODE_POINT.put(codePoint, reads);
        return SEVERAL;
    }

    private static String reads(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.SURROGATE -> {
                return "\uFFFD";
            }
            case Character.SPACE_SEPARATOR -> {
                return " ";
            }
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                return "\n";
            }
            case Character.CONTROL -> {
                return control(codePoint);
            }
            default -> {
                return visible(codePoint);
            }
        }
    }

    private static String control(int codePoint) {
        return switch (codePoint) {
            case '\n', '\r', 0x85 -> "\n";
            case '\t', 0x0B, 0x0C -> " ";
            default -> "";
        };
    }

    private static String visible(int codePoint) {
        if (codePoint == 0x2800) { // an empty Braille cell
            return " ";
        }
        int squared = negative(codePoint);
        if (squared != 0) {
            return Character.toString(squared);
        }
        StringBuilder reads = new StringBuilder();
        DECOMPOSE
                .normalize(FOLD.normalize(Character.toString(codePoint)))
                .codePoints()
                .filter(part -> !isMark(part))
                .forEach(part -> reads.append(plain(part, codePoint)));
        return isHangul(codePoint) ? Character.toString(codePoint) : reads.toString();
    }

    /** White letters on black, which have no compatibility form. */
    private static int negative(int codePoint) {
        if (codePoint >= 0x1F150 && codePoint <= 0x1F169) {
            return 'a' + codePoint - 0x1F150;
        }
        return codePoint >= 0x1F170 && codePoint <= 0x1F189 ? 'a' + codePoint - 0x1F170 : 0;
    }

    private static String plain(int part, int original) {
        if (part < 0x80) {
            return part == '`' ? "'" : Character.toString(part);
        }
        int digit = digit(part);
        if (digit >= 0) {
            return Character.toString('0' + digit);
        }
        Character latin = latin(part, original);
        return latin != null ? latin.toString() : punctuation(part);
    }

    private static int digit(int codePoint) {
        if (Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER) {
            return Character.digit(codePoint, 10);
        }
        if (Character.getType(codePoint) == Character.OTHER_NUMBER) {
            int value = Character.getNumericValue(codePoint);
            return value >= 0 && value <= 9 ? value : -1;
        }
        return -1;
    }

    private static String punctuation(int part) {
        return switch (part) {
            case '‘', '’', '‚', '‛', 'ʼ', 'ʹ', '´', '′', '＇' -> "'";
            case '“', '”', '„', '«', '»', '″' -> "\"";
            case '。', '｡', '․', '﹒' -> ".";
            case '−', '⁃', '﹘', '˗' -> "-";
            case '∕', '⁄', '╱' -> "/";
            case '∶', 'ː', '꞉' -> ":";
            case '•', '∙', '⋅', '・', '･', '●' -> "·";
            case '【', '［', '〔' -> "[";
            case '】', '］', '〕' -> "]";
            default ->
                Character.getType(part) == Character.DASH_PUNCTUATION && part != '〰' ? "-" : Character.toString(part);
        };
    }

    private static @Nullable Character latin(int folded, int original) {
        int small = SMALL_CAPITALS.indexOf(folded);
        if (small >= 0) {
            return (char) ('a' + small);
        }
        if (!Character.isLetter(folded) || !BORROWED.contains(UnicodeScript.of(folded))) {
            return null;
        }
        Character alike = lookup(folded);
        if (alike == null && UnicodeScript.of(folded) != UnicodeScript.CYRILLIC) {
            alike = lookup(original);
        }
        // Both cases of a Cyrillic letter read alike, so that Russian phrases stay whole in capitals.
        return alike == null ? lookup(Character.toUpperCase(folded)) : alike;
    }

    private static @Nullable Character lookup(int codePoint) {
        return LATIN_BY_SKELETON.get(skeleton(codePoint));
    }

    private static String skeleton(int codePoint) {
        StringBuilder letters = new StringBuilder();
        DECOMPOSE
                .normalize(SPOOF.getSkeleton(Character.toString(codePoint)))
                .codePoints()
                .filter(part -> !isMark(part))
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private static Map<String, Character> latinBySkeleton() {
        Map<String, Character> latin = new HashMap<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            latin.put(skeleton(letter), letter);
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            latin.putIfAbsent(skeleton(Character.toUpperCase(letter)), letter);
        }
        return latin;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }

    private static boolean isHangul(int codePoint) {
        return codePoint >= 0xAC00 && codePoint <= 0xD7A3;
    }
}
