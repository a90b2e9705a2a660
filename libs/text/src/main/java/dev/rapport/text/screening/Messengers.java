package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import java.util.Set;

/** Messengers by name, and accounts on them. */
final class Messengers {

    private static final Set<String> TELLING_LABELS = Set.of("id", "ids", "app", "nick", "username");
    private static final Set<String> CONNECTING = Set.of(
            "on", "at", "in", "via", "by", "to", "my", "our", "the", "en", "por", "el", "la", "no", "na", "pelo",
            "pela", "o", "a", "sur", "par", "le", "в", "во", "на", "по");

    private static final Set<String> IS = Set.of("is", "es", "e", "est", "是", "为");

    private static final int SHORTEST_ACCOUNT = 4;

    private Messengers() {}

    static void find(Reading reading) {
        for (Match<ScreeningSignal> name : reading.of(ScreeningSignal.MESSENGER)) {
            int end = accountEnd(reading, name.end());
            if (end > name.end() || !reading.refused(name.start())) {
                add(reading, name, end);
            }
        }
        for (Match<ScreeningSignal> name : reading.of(ScreeningSignal.MESSENGER_AMBIGUOUS)) {
            int end = accountEnd(reading, name.end());
            if (end > name.end() || isPlaceToContact(reading, name)) {
                add(reading, name, end);
            }
        }
        for (Match<ScreeningSignal> contact : reading.of(ScreeningSignal.CONTACT)) {
            handle(reading, contact);
        }
    }

    /** An account that is also a host is left to the link's own finding. */
    private static void add(Reading reading, Match<ScreeningSignal> name, int accountEnd) {
        boolean host = reading.has(Rule.URL, name.end(), Math.max(accountEnd, name.end()));
        add(reading, name.start(), host ? name.end() : Math.max(accountEnd, name.end()));
    }

    private static void add(Reading reading, int start, int end) {
        if (!reading.has(Rule.MESSENGER, start, end)
                && !reading.has(Rule.URL, start, end)
                && !reading.has(Rule.EMAIL, start, end)) {
            reading.add(Rule.MESSENGER, start, end);
        }
    }

    /** "add me on" right before the name. */
    private static boolean isPlaceToContact(Reading reading, Match<ScreeningSignal> name) {
        for (Match<ScreeningSignal> contact : reading.of(ScreeningSignal.CONTACT)) {
            int gap = name.start() - contact.end();
            if (gap >= 0
                    && gap <= 10
                    && isConnected(reading.text().text(contact.end(), name.start()))
                    && !reading.refused(contact.start())) {
                return true;
            }
        }
        return false;
    }

    /** Nothing but small words in between. */
    private static boolean isConnected(String between) {
        for (String word : between.split("[ -]")) {
            if (!word.isEmpty() && !CONNECTING.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** "find us @shop". */
    private static void handle(Reading reading, Match<ScreeningSignal> contact) {
        Folded text = reading.text();
        int sign = skipBlank(text, contact.end());
        if (text.at(sign) == '@') {
            int end = tokenEnd(text, sign + 1);
            if (end - sign > SHORTEST_ACCOUNT) {
                add(reading, sign, end);
            }
        }
    }

    /** Where an account after a messenger's name ends: "line id: abc", "QQ 12345678", "insta @shop"; {@code from} when none follows. */
    private static int accountEnd(Reading reading, int from) {
        Folded text = reading.text();
        int at = skipBlank(text, from);
        int label = labelEnd(reading, at);
        boolean telling =
                label > at && (Folded.isUnspaced(text.charAt(at)) || TELLING_LABELS.contains(text.text(at, label)));
        int start = skipSigns(text, skipIs(text, Math.max(label, from)));
        boolean marked = telling || label > at && start > label + 1 || hasMark(text, Math.max(label, from), start);
        int end = tokenEnd(text, start);
        if (isAccount(text, start, end, marked)) {
            return end;
        }
        return telling ? label : from;
    }

    private static int labelEnd(Reading reading, int at) {
        int end = at;
        for (Match<ScreeningSignal> label : reading.of(ScreeningSignal.HANDLE_LABEL)) {
            if (label.start() == at) {
                end = Math.max(end, label.end());
            }
        }
        return end;
    }

    private static boolean isAccount(Folded text, int start, int end, boolean marked) {
        int digits = 0;
        int letters = 0;
        boolean joined = false;
        for (int at = start; at < end; at++) {
            char glyph = text.charAt(at);
            digits += Folded.isDigit(glyph) ? 1 : 0;
            letters += Folded.isLatin(glyph) ? 1 : 0;
            joined |= glyph == '_';
        }
        if (end - start < SHORTEST_ACCOUNT || digits + letters < 3) {
            return false;
        }
        return marked || digits >= 5 && letters == 0 || letters > 0 && digits > 1 && (joined || end - start >= 6);
    }

    /** A sign that an account follows. */
    private static boolean hasMark(Folded text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) == ':' || text.charAt(at) == '@' || text.charAt(at) == '=') {
                return true;
            }
        }
        return false;
    }

    /** "my id is abc". */
    private static int skipIs(Folded text, int from) {
        int at = skipBlank(text, from);
        int end = at;
        while (end < text.length()
                && end - at < 4
                && (Folded.isWord(text.charAt(end)) || Folded.isUnspaced(text.charAt(end)))) {
            end++;
        }
        return IS.contains(text.text(at, end)) ? end : from;
    }

    private static int skipSigns(Folded text, int from) {
        int at = from;
        while (at < text.length() && at - from < 4 && " :=@#-(\"'".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int skipBlank(Folded text, int from) {
        int at = from;
        while (at < text.length() && at - from < 3 && (text.charAt(at) == ' ' || text.charAt(at) == '-')) {
            at++;
        }
        return at;
    }

    private static int tokenEnd(Folded text, int from) {
        int end = from;
        while (end < text.length() && isTokenChar(text.charAt(end)) && end - from < 40) {
            end++;
        }
        while (end > from && !Folded.isWord(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isTokenChar(char glyph) {
        return Folded.isLatin(glyph)
                || Folded.isDigit(glyph)
                || glyph == '_'
                || glyph == '.'
                || glyph == '-'
                || glyph == '#';
    }
}
