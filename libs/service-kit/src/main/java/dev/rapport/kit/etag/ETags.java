package dev.rapport.kit.etag;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entity tags over a resource's version number: strong tags such as {@code "7"} (RFC 9110, 8.8.3 and 13.1). */
public final class ETags {

    private static final Pattern ONE_VERSION = Pattern.compile("\"([0-9]{1,18})\"");

    private ETags() {}

    /** The {@code ETag} header of a version, quotes included. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * For PUT, PATCH and DELETE: what exists may be changed only by who has seen its present version.
     *
     * @param ifMatch the {@code If-Match} header as it came; null when absent
     * @param current the version that exists; null when nothing does, and then no header is needed
     * @throws ProblemException {@code PRECONDITION_REQUIRED} (428) or {@code STALE} (412)
     */
    public static void demand(@Nullable String ifMatch, @Nullable Long current) {
        if (ifMatch == null && current != null) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_REQUIRED, "Read the resource first and send its ETag as If-Match.");
        }
        honour(ifMatch, current);
    }

    /**
     * For actions: a header that is there must hold, none is needed.
     *
     * @throws ProblemException {@code STALE} (412)
     */
    public static void honour(@Nullable String ifMatch, @Nullable Long current) {
        if (ifMatch != null && (current == null || !matches(ifMatch, current))) {
            throw new ProblemException(CommonProblem.STALE, "If-Match names another version than the present one.");
        }
    }

    /** The same as a question, for where a mismatch is a value and not yet a refusal. */
    public static boolean holds(@Nullable String ifMatch, long current) {
        return ifMatch == null || matches(ifMatch, current);
    }

    /** For GET: does the client already hold this version ({@code If-None-Match})? Weak tags count here. */
    public static boolean unchanged(@Nullable String ifNoneMatch, long current) {
        return ifNoneMatch != null && matches(ifNoneMatch.replace("W/", ""), current);
    }

    /** The version that a client has seen; null where the header is missing, names several or none of ours. */
    public static @Nullable Long seen(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        var one = ONE_VERSION.matcher(ifMatch.strip());
        return one.matches() ? Long.valueOf(one.group(1)) : null;
    }

    private static boolean matches(String header, long current) {
        String tag = of(current);
        return header.strip().equals("*")
                || Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(tag::equals);
    }
}
