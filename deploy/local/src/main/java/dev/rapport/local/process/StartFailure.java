package dev.rapport.local.process;

import org.jspecify.annotations.Nullable;

/** Something of the local stack could not be started; the message says what, why and what to do, in words for a user. */
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure that the reader of {@code message} can act on. */
    public StartFailure(String message) {
        super(message);
    }

    /** The same with what lay behind it. */
    public StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
