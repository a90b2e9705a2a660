package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import java.util.Set;

/** E-mail addresses, links, bare hosts and names of files. */
final class Addresses {

    /** Where a Cyrillic or other look-alike ending is taken for a Latin one. */
    private static final Set<String> DISGUISED =
            Set.of("com", "net", "org", "shop", "store", "info", "biz", "top", "xyz", "site", "online", "ru", "cn");

    private static final Set<String> SCHEMES =
            Set.of("http", "https", "hxxp", "hxxps", "ftp", "htp", "htttp", "ttp", "ttps");

    private static final int NEAR = 40;

    private final Hosts hosts;

    Addresses(Hosts hosts) {
        this.hosts = hosts;
    }

    /** Adds what it finds in {@code text}, written as {@code original}. */
    void find(Reading reading, String original) {
        Folded text = reading.text();
        if (!text.holds('.') && !text.holds('@') && !text.holds(':')) {
            return;
        }
        int at = 0;
        while (at < text.length()) {
            char glyph = text.charAt(at);
            if (glyph > '@') {
                at++; // a letter, as most are
                continue;
            }
            int next =
                    switch (glyph) {
                        case ':' -> scheme(reading, at);
                        case '@' -> mail(reading, at);
                        case '.' -> dotted(reading, original, at);
                        default -> at + 1;
                    };
            at = Math.max(next, at + 1);
        }
    }

    private int scheme(Reading reading, int colon) {
        Folded text = reading.text();
        if (text.at(colon + 1) != '/' || text.at(colon + 2) != '/') {
            return data(reading, colon);
        }
        int start = colon;
        while (start > 0 && Folded.isLatin(text.charAt(start - 1))) {
            start--;
        }
        if (!SCHEMES.contains(text.text(start, colon)) && !isUrlChar(text.at(colon + 3))) {
            return colon + 3;
        }
        int end = urlEnd(text, colon + 3);
        if (end > colon + 3 && !isAllowed(text, colon + 3, end)) {
            reading.add(Rule.URL, start, end);
        }
        return end;
    }

    /** {@code data:image/png;base64,…} is a file. */
    private static int data(Reading reading, int colon) {
        Folded text = reading.text();
        int end = urlEnd(text, colon);
        if (colon >= 4
                && text.text(colon - 4, colon).equals("data")
                && text.text(colon, end).contains(";base64,")) {
            reading.add(Rule.FILE, colon - 4, end);
            return end;
        }
        return colon + 1;
    }

    /** Whoever the address names before an {@code @} is not where it leads to. */
    private boolean isAllowed(Folded text, int from, int to) {
        int start = from;
        int end = from;
        while (end < to && text.charAt(end) != '/' && text.charAt(end) != '?' && text.charAt(end) != '#') {
            if (text.charAt(end) == '@' || text.charAt(end) == '\\') {
                return false;
            }
            end++;
        }
        String host = text.text(start, end);
        int port = host.indexOf(':');
        return hosts.isAllowed(port < 0 ? host : host.substring(0, port));
    }

    private int mail(Reading reading, int sign) {
        Folded text = reading.text();
        int start = sign;
        while (start > 0 && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < sign && !Folded.isWord(text.charAt(start))) {
            start++;
        }
        int end = hostEnd(text, sign + 1);
        if (start == sign || end == sign + 1) {
            return sign + 1;
        }
        String[] labels = text.text(sign + 1, end).split("\\.");
        int named = hosts.namedBy(labels);
        if (named > 0) {
            end = sign + 1 + length(labels, named);
        } else if (!isProvider(reading, sign + 1, sign + 1 + length(labels, 1))) {
            return sign + 1;
        } else {
            end = sign + 1 + length(labels, 1);
        }
        reading.found().removeIf(found -> found.rule() == Rule.URL && found.end() >= start(found, sign));
        reading.add(Rule.EMAIL, start, end);
        return end;
    }

    /** A host just before the sign was the first half of this address: john.co@…. */
    private static int start(Reading.Found found, int sign) {
        return found.start() <= sign && found.end() <= sign ? sign : Integer.MAX_VALUE;
    }

    private static boolean isProvider(Reading reading, int from, int to) {
        for (Match<ScreeningSignal> match : reading.of(ScreeningSignal.MAIL_PROVIDER)) {
            if (match.start() == from && match.end() == to) {
                return true;
            }
        }
        return false;
    }

    private int dotted(Reading reading, String original, int dot) {
        Folded text = reading.text();
        if (!isLabel(text.at(dot - 1)) || !isLabel(text.at(dot + 1))) {
            return Folded.isUnspaced(text.at(dot - 1)) ? unspaced(reading, dot) : dot + 1;
        }
        int start = dot;
        while (start > 0 && (isLabel(text.charAt(start - 1)) || isInnerDot(text, start - 1))) {
            start--;
        }
        int end = hostEnd(text, start);
        if (end <= dot || !hasLetter(text, dot + 1, end)) {
            return Math.max(end, dot + 1);
        }
        if (text.at(end) == '@' || text.at(start - 1) == '@') {
            return dot + 1; // a part of an address, or of none
        }
        return host(reading, original, start, end);
    }

    /** A name in Han before the dot: 说明书.pdf, 商店.com. */
    private static int unspaced(Reading reading, int dot) {
        Folded text = reading.text();
        int end = hostEnd(text, dot + 1);
        String last = text.text(dot + 1, end);
        int start = dot;
        while (start > 0 && dot - start < 12 && Folded.isUnspaced(text.charAt(start - 1))) {
            start--;
        }
        if (Hosts.isFile(last)) {
            reading.add(Rule.FILE, start, end);
        } else if (DISGUISED.contains(last)) {
            reading.add(Rule.URL, start, end);
        }
        return Math.max(end, dot + 1);
    }

    private int host(Reading reading, String original, int start, int end) {
        Folded text = reading.text();
        String[] labels = text.text(start, end).split("\\.");
        boolean www = labels[0].equals("www") && labels.length > 1;
        int named = hosts.namedBy(labels);
        int hostEnd = named > 0 ? start + length(labels, named) : end;
        boolean path = text.at(hostEnd) == '/' && Folded.isWord(text.at(hostEnd + 1));
        if (!path && Hosts.isFile(labels[labels.length - 1])) {
            reading.add(Rule.FILE, start, end);
            return end;
        }
        if (named == 0 && !www) {
            return foreign(reading, original, start, end);
        }
        int urlEnd = path || text.at(hostEnd) == ':' ? urlEnd(text, hostEnd) : hostEnd;
        boolean evident = www || path || named > 2 && labels[named - 1].length() > 2;
        if (!isAllowed(text, start, urlEnd) && (evident || isMeant(reading, original, labels, named, start, hostEnd))) {
            reading.add(Rule.URL, start, urlEnd);
        }
        return Math.max(urlEnd, end);
    }

    /** A host under a top-level domain that is not Latin: магазин.рф. */
    private int foreign(Reading reading, String original, int start, int end) {
        Folded text = reading.text();
        String[] labels = text.caseless(original, start, end).split("\\.");
        String last = labels[labels.length - 1];
        int top = start + text.text(start, end).lastIndexOf('.') + 1;
        if (labels.length > 1
                && last.codePointAt(0) >= 0x80
                && hosts.namedBy(labels) == labels.length
                && !looksLikeNewSentence(text, original, top)) {
            reading.add(Rule.URL, start, end);
        }
        return end;
    }

    /** Whether a host without scheme or path is one, and no full stop that lacks its space. */
    private boolean isMeant(Reading reading, String original, String[] labels, int named, int start, int end) {
        Folded text = reading.text();
        String topLevel = labels[named - 1];
        int top = end - topLevel.length();
        if (isDisguised(text, original, top, end) && !DISGUISED.contains(topLevel)) {
            return false;
        }
        boolean nearSite = reading.any(ScreeningSignal.SITE, Math.max(0, start - NEAR), start);
        boolean lastWord = !isFollowedByWord(text, end);
        if (looksLikeNewSentence(text, original, top)) {
            return nearSite || lastWord && !hosts.isWordlike(topLevel);
        }
        if (!hosts.isWordlike(topLevel)) {
            return true;
        }
        if (!hasLetter(text, start, top - 1)) {
            return nearSite;
        }
        return nearSite
                || lastWord
                || labels[named - 2].chars().anyMatch(unit -> unit == '-' || unit >= '0' && unit <= '9');
    }

    private static boolean isFollowedByWord(Folded text, int end) {
        return text.at(end) == ' ' && (Folded.isWord(text.at(end + 1)) || Folded.isUnspaced(text.at(end + 1)));
    }

    /** "…received it.Thank you". */
    private static boolean looksLikeNewSentence(Folded text, String original, int top) {
        char before = original.charAt(text.start(top - 2));
        char first = original.charAt(text.start(top));
        char second = top + 1 < text.length() ? original.charAt(text.start(top + 1)) : ' ';
        boolean shouted =
                Character.isUpperCase(second) && DISGUISED.contains(text.text(top, Math.min(top + 3, text.length())));
        return !Character.isUpperCase(before) && Character.isUpperCase(first) && !shouted;
    }

    private static boolean isDisguised(Folded text, String original, int from, int to) {
        for (int at = from; at < to; at++) {
            if (original.charAt(text.start(at)) >= 0x80 && !isFullWidth(original.charAt(text.start(at)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFullWidth(char unit) {
        return unit >= 0xFF01 && unit <= 0xFF5E;
    }

    private static boolean hasLetter(Folded text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Folded.isDigit(text.charAt(at)) && Folded.isWord(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private static int length(String[] labels, int count) {
        int length = count - 1;
        for (int i = 0; i < count; i++) {
            length += labels[i].length();
        }
        return length;
    }

    private static int hostEnd(Folded text, int from) {
        int end = from;
        while (end < text.length() && (isLabel(text.charAt(end)) || end > from && isInnerDot(text, end))) {
            end++;
        }
        while (end > from && text.charAt(end - 1) == '-') {
            end--;
        }
        return end;
    }

    private static boolean isInnerDot(Folded text, int at) {
        return text.charAt(at) == '.' && isLabel(text.at(at - 1)) && isLabel(text.at(at + 1));
    }

    private static boolean isLabel(char glyph) {
        return glyph == '-' || Folded.isWord(glyph);
    }

    private static boolean isLocal(char glyph) {
        return Folded.isWord(glyph) || glyph == '.' || glyph == '_' || glyph == '+' || glyph == '-' || glyph == '%';
    }

    private static int urlEnd(Folded text, int from) {
        int end = from;
        while (end < text.length() && isUrlChar(text.charAt(end))) {
            end++;
        }
        while (end > from && ".,!?;:)]}'\"".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isUrlChar(char glyph) {
        return glyph > ' ' && glyph != Folded.VARIABLE && !Folded.isUnspaced(glyph) && "<>\"".indexOf(glyph) < 0;
    }
}
