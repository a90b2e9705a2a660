package dev.rapport.kit.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one reading of a request's path. Every segment must be made of the characters of ids, once decoded; dot segments, empty
 * segments, matrix parameters, encoded slashes, double encoding and anything non-ASCII have no reading at all. So the filter, the
 * proxy and the REST layer behind them can never take one path for two different ones.
 */
public final class ApiPath {

    private static final int LONGEST_SEGMENT = 64;
    private static final int MOST_SEGMENTS = 16;

    private ApiPath() {}

    /** Is the raw path in the realm of the access table? Everything else is either declared open or unknown. */
    public static boolean underApi(String rawPath) {
        return rawPath.equals("/api") || rawPath.startsWith("/api/");
    }

    /** The decoded segments below {@link AccessTable#ROOT}; null for a path that has no single reading or lies elsewhere. */
    static @Nullable List<String> segments(String rawPath) {
        if (!rawPath.startsWith(AccessTable.ROOT + "/")) {
            return null;
        }
        String[] raw = rawPath.substring(AccessTable.ROOT.length() + 1).split("/", -1);
        if (raw.length > MOST_SEGMENTS) {
            return null;
        }
        var segments = new ArrayList<String>(raw.length);
        for (String text : raw) {
            String segment = decoded(text);
            if (segment == null) {
                return null;
            }
            segments.add(segment);
        }
        return segments;
    }

    /** The path to send on: needs no encoding, since its characters are those of ids. */
    public static String of(List<String> segments) {
        return AccessTable.ROOT + "/" + String.join("/", segments);
    }

    private static @Nullable String decoded(String raw) {
        if (raw.isEmpty() || raw.length() > 3 * LONGEST_SEGMENT) {
            return null;
        }
        var segment = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int c = raw.charAt(i);
            if (c == '%') {
                c = i + 2 < raw.length() ? 16 * hex(raw.charAt(i + 1)) + hex(raw.charAt(i + 2)) : -1;
                i += 2;
            }
            if (c < 0 || !ofAnId((char) c)) {
                return null;
            }
            segment.append((char) c);
        }
        boolean readable =
                segment.length() <= LONGEST_SEGMENT && !segment.chars().allMatch(c -> c == '.');
        return readable ? segment.toString() : null;
    }

    /** A value so far below zero for what is no digit that no second digit brings it back. */
    private static int hex(char c) {
        int digit = Character.digit(c, 16);
        return digit >= 0 && c < 128 ? digit : -1_000;
    }

    private static boolean ofAnId(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._:~-".indexOf(c) >= 0;
    }
}
