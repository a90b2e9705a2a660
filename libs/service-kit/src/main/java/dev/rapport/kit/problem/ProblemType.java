package dev.rapport.kit.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kind of refusal. Implemented by one closed enum per service, whose constant names are the stable {@code code} that
 * clients switch on (SCREAMING_SNAKE).
 */
public interface ProblemType {

    /** The stable code, as enums have it. */
    String name();

    /** The HTTP status, 400–599. */
    int status();

    /** A short sentence that is the same for every occurrence; without a full stop. */
    String title();

    /** The rule of the rulebook that refuses, such as {@code MSG-10}; null where no rule does. */
    default @Nullable String rule() {
        return null;
    }

    /** The document's {@code type}: a URN, because the suite has no public host of its own to put documents at. */
    default String uri() {
        return "urn:rapport:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
