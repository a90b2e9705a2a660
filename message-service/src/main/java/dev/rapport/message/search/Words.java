package dev.rapport.message.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text, as PostgreSQL's {@code tsvector} and {@code tsquery} are written. Case, accents and compatibility forms are folded
 * away. Scripts without spaces between words (Han, kana, Thai …) are cut into pairs of neighbouring characters and the last one alone, so
 * that any stretch of them is found, wherever it begins.
 *
 * <p>Every lexeme begins with {@link #MARK}, in whose place the database puts the mark of the seller.
 */
public final class Words {

    /** No letter and no digit, so it stands nowhere else. */
    public static final char MARK = '~';

    /** Longest query, in UTF-16 units. */
    public static final int LONGEST_QUERY = 200;

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private static final int FIRST_WITHOUT_SPACES = 0x0E00;
    private static final int LONGEST_WORD = 40;
    // A word this short is meant as it stands; of a longer one the beginning is enough.
    private static final int PREFIX_FROM = 3;
    // Of a text longer than any marketplace takes, the beginning is searched.
    private static final int MOST_PIECES = 8_000;
    // What a tsvector keeps of one lexeme.
    private static final int MOST_POSITIONS = 255;

    private Words() {}

    /** A word, or a stretch of a script without spaces as its code points. */
    private sealed interface Piece {

        record Word(String text) implements Piece {}

        record Stretch(List<String> characters) implements Piece {}
    }

    /** A text as a {@code tsvector}; null when there is nothing in it to be found by. */
    public static @Nullable String document(String text) {
        Map<String, List<Integer>> lexemes = new LinkedHashMap<>();
        int position = 1;
        for (Piece piece : pieces(text)) {
            switch (piece) {
                case Piece.Word word -> lexemes.putIfAbsent(word.text, new ArrayList<>());
                case Piece.Stretch stretch -> {
                    for (String pair : pairs(stretch.characters, true)) {
                        lexemes.computeIfAbsent(pair, _ -> new ArrayList<>()).add(position++);
                    }
                    position++;
                }
            }
        }
        if (lexemes.isEmpty()) {
            return null;
        }
        var vector = new StringJoiner(" ");
        lexemes.forEach((lexeme, positions) -> vector.add(quoted(lexeme) + at(positions)));
        return vector.toString();
    }

    /** A query as a {@code tsquery} that wants all of it; null when there is nothing in it to be found by. */
    public static @Nullable String query(String text) {
        var query = new StringJoiner(" & ").setEmptyValue("");
        for (Piece piece : pieces(text)) {
            switch (piece) {
                case Piece.Word word -> query.add(quoted(word.text) + (length(word.text) < PREFIX_FROM ? "" : ":*"));
                case Piece.Stretch stretch -> query.add(stretch(stretch.characters));
            }
        }
        String wanted = query.toString();
        return wanted.isEmpty() ? null : wanted;
    }

    private static String stretch(List<String> characters) {
        if (characters.size() == 1) {
            // Every character begins a pair or stands last.
            return quoted(characters.getFirst()) + ":*";
        }
        var phrase = new StringJoiner(" <-> ", "(", ")");
        pairs(characters, false).forEach(pair -> phrase.add(quoted(pair)));
        return phrase.toString();
    }

    private static List<String> pairs(List<String> characters, boolean withLast) {
        var pairs = new ArrayList<String>(characters.size());
        for (int i = 0; i + 1 < characters.size(); i++) {
            pairs.add(characters.get(i) + characters.get(i + 1));
        }
        if (withLast) {
            pairs.add(characters.getLast());
        }
        return pairs;
    }

    private static List<Piece> pieces(String text) {
        String folded = fold(text);
        var pieces = new ArrayList<Piece>();
        var word = new StringBuilder();
        var stretch = new ArrayList<String>();
        int at = 0;
        int count = 0;
        while (at < folded.length() && count < MOST_PIECES) {
            int codePoint = folded.codePointAt(at);
            at += Character.charCount(codePoint);
            boolean unspaced = hasNoSpaces(codePoint);
            boolean spaced = !unspaced && Character.isLetterOrDigit(codePoint);
            if (!spaced) {
                end(word, pieces);
            }
            if (!unspaced) {
                end(stretch, pieces);
            }
            if (unspaced) {
                stretch.add(Character.toString(codePoint));
                count++;
            } else if (spaced) {
                count += word.isEmpty() ? 1 : 0;
                word.appendCodePoint(codePoint);
            }
        }
        end(word, pieces);
        end(stretch, pieces);
        return pieces;
    }

    private static void end(StringBuilder word, List<Piece> pieces) {
        if (!word.isEmpty()) {
            String whole = word.toString();
            boolean tooLong = length(whole) > LONGEST_WORD;
            pieces.add(new Piece.Word(tooLong ? whole.substring(0, whole.offsetByCodePoints(0, LONGEST_WORD)) : whole));
            word.setLength(0);
        }
    }

    private static void end(List<String> stretch, List<Piece> pieces) {
        if (!stretch.isEmpty()) {
            pieces.add(new Piece.Stretch(List.copyOf(stretch)));
            stretch.clear();
        }
    }

    /** Apart, so that accents can be left out, and together again, for Korean is written in syllables. */
    private static String fold(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var kept = new StringBuilder(apart.length());
        apart.codePoints()
                .filter(codePoint -> Character.getType(codePoint) != Character.NON_SPACING_MARK)
                .forEach(kept::appendCodePoint);
        return Normalizer.normalize(kept, Normalizer.Form.NFKC);
    }

    private static boolean hasNoSpaces(int codePoint) {
        return codePoint >= FIRST_WITHOUT_SPACES
                && Character.isLetterOrDigit(codePoint)
                && WITHOUT_SPACES.contains(UnicodeScript.of(codePoint));
    }

    private static int length(String word) {
        return word.codePointCount(0, word.length());
    }

    /** Letters and digits need no escaping. */
    private static String quoted(String lexeme) {
        return "'" + MARK + lexeme + "'";
    }

    private static String at(List<Integer> positions) {
        if (positions.isEmpty()) {
            return "";
        }
        var list = new StringJoiner(",", ":", "");
        positions.stream().limit(MOST_POSITIONS).forEach(position -> list.add(position.toString()));
        return list.toString();
    }
}
