package dev.rapport.message.reply.model;

import dev.rapport.policy.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MSG-20: plain text and emoji, up to the pack's limit. */
public final class ReplyText {

    /**
     * Elements of HTML that somebody may want to send. A list, because {@code <3} and {@code <size M>} are no markup, and a buyer sees
     * them as they are written.
     */
    private static final Pattern MARKUP = Pattern.compile(
            "<!--|<!doctype\\b|</?(?:a|abbr|article|aside|audio|b|base|big|blockquote|body|br|button|center|cite|code|col|dd|del|div|dl"
                    + "|dt|em|embed|fieldset|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins"
                    + "|label|li|link|main|map|mark|marquee|meta|nav|object|ol|option|p|param|pre|q|s|script|section|select|small"
                    + "|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|video)"
                    + "(?=[\\s/>])[^<>]*>",
            Pattern.CASE_INSENSITIVE);

    private ReplyText() {}

    /** What is wrong with a text by a pack's bounds, the gravest sort first, then by place; empty when it may be sent. */
    public static List<TextFault> faults(String text, Messages bounds) {
        var faults = new ArrayList<TextFault>();
        findBadCharacters(text, faults);
        if (text.codePoints().noneMatch(ReplyText::says)) {
            faults.add(new TextFault(TextFault.Sort.EMPTY, 0, text.length()));
        }
        if (!bounds.html()) {
            Matcher markup = MARKUP.matcher(text);
            while (markup.find()) {
                faults.add(new TextFault(TextFault.Sort.MARKUP, markup.start(), markup.end()));
            }
        }
        if (text.codePointCount(0, text.length()) > bounds.maxLength()) {
            int end = text.offsetByCodePoints(0, bounds.maxLength());
            faults.add(new TextFault(TextFault.Sort.TOO_LONG, end, text.length()));
        }
        faults.sort(Comparator.comparing(TextFault::sort).thenComparing(TextFault::start));
        return List.copyOf(faults);
    }

    private static void findBadCharacters(String text, List<TextFault> faults) {
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            if (Character.getType(codePoint) == Character.SURROGATE) {
                faults.add(new TextFault(TextFault.Sort.UNPAIRED_SURROGATE, at, end));
            } else if (Character.isISOControl(codePoint) && !breaksLine(codePoint)) {
                faults.add(new TextFault(TextFault.Sort.CONTROL_CHARACTER, at, end));
            }
            at = end;
        }
    }

    private static boolean breaksLine(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }

    /** Is it more than space? Zero-width characters and the like show nothing either. */
    private static boolean says(int codePoint) {
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
