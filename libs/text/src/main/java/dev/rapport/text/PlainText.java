package dev.rapport.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MSG-20: what a seller sends is plain text and emoji, within the pack's bounds; messages and review replies alike. */
public final class PlainText {

    private static final Pattern TAG =
            Pattern.compile("<(?:!--|!doctype\\b|/?([a-z][a-z0-9]*)(?=[\\s/>])[^<>]*>)", Pattern.CASE_INSENSITIVE);

    /** Elements somebody may mean to send; {@code <3} and {@code <size M>} are no markup, a buyer sees them as written. */
    private static final Set<String> ELEMENTS = Set.of(
            ("a abbr article aside audio b base big blockquote body br button canvas caption center cite code col div dd del dl dt em "
                            + "embed fieldset figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe "
                            + "img input ins label li link main map mark marquee meta nav object ol option p param pre q s script "
                            + "section select small source span strike strong style sub sup svg table tbody td textarea tfoot th "
                            + "thead title tr tt u ul video")
                    .split(" "));

    private PlainText() {}

    /**
     * What keeps a text from being sent, the gravest sort first, then by place; empty when it may go.
     *
     * @param maxLength the longest text in Unicode code points
     * @param html whether text that looks like HTML is let through
     */
    public static List<TextFault> faults(String text, int maxLength, boolean html) {
        List<TextFault> faults = new ArrayList<>();
        addBadCharacters(text, faults);
        if (text.codePoints().noneMatch(PlainText::shows)) {
            faults.add(new TextFault(TextFault.Sort.EMPTY, 0, text.length()));
        }
        if (!html) {
            addMarkup(text, faults);
        }
        if (text.codePointCount(0, text.length()) > maxLength) {
            faults.add(new TextFault(TextFault.Sort.TOO_LONG, text.offsetByCodePoints(0, maxLength), text.length()));
        }
        faults.sort(Comparator.comparing(TextFault::sort).thenComparing(TextFault::start));
        return List.copyOf(faults);
    }

    private static void addBadCharacters(String text, List<TextFault> faults) {
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            if (Character.getType(codePoint) == Character.SURROGATE) {
                faults.add(new TextFault(TextFault.Sort.UNPAIRED_SURROGATE, at, end));
            } else if (Character.isISOControl(codePoint) && "\n\r\t".indexOf(codePoint) < 0) {
                faults.add(new TextFault(TextFault.Sort.CONTROL_CHARACTER, at, end));
            }
            at = end;
        }
    }

    private static void addMarkup(String text, List<TextFault> faults) {
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            String element = tag.group(1);
            if (element == null || ELEMENTS.contains(element.toLowerCase(Locale.ROOT))) {
                faults.add(new TextFault(TextFault.Sort.MARKUP, tag.start(), tag.end()));
            }
        }
    }

    /** Space shows nothing, nor do zero-width characters. */
    private static boolean shows(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
