package dev.rapport.policy;

/** No pack has that name; a profile that names one is refused before it is stored. */
public final class UnknownPackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownPackException(String name) {
        super("no pack is called '" + name + "'");
    }
}
