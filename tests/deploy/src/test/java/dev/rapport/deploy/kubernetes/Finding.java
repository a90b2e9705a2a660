package dev.rapport.deploy.kubernetes;

/**
 * Something that is not as it must be.
 *
 * @param object kind and name
 * @param detail a sentence
 */
record Finding(Kind kind, String object, String detail) {

    /** What can be wrong. The tests plant one of each. */
    enum Kind {
        SCHEMA,
        UNKNOWN_KIND,
        PRIVILEGED,
        ROOT,
        WRITABLE_ROOT,
        CAPABILITIES,
        UNRESTRICTED_NAMESPACE,
        LATEST_TAG,
        NO_LIMITS,
        NO_PROBE,
        NO_SPREAD,
        SELECTOR,
        NO_BUDGET,
        MISSING_REFERENCE,
        SECRET_IN_CLEAR,
        DENY_MISSING,
        OPENING_ONE_ENDED,
        OPENING_UNUSED,
        OPENING_MISSING,
        SCALES_NOTHING,
        NO_BACKUP
    }
}
