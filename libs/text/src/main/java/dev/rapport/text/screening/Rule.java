package dev.rapport.text.screening;

/** What screening looks for. */
public enum Rule {
    EMAIL("MSG-10.email", Verdict.Decision.BLOCK, "an e-mail address"),
    PHONE("MSG-10.phone", Verdict.Decision.BLOCK, "a phone number"),
    URL("MSG-10.url", Verdict.Decision.BLOCK, "a link or a host name"),
    MESSENGER("MSG-10.messenger", Verdict.Decision.BLOCK, "a messenger or an account on one"),
    PAYMENT("MSG-10.payment", Verdict.Decision.BLOCK, "a payment past the marketplace"),
    REVIEW_REQUEST("MSG-10.review-request", Verdict.Decision.BLOCK, "a request for a favourable review"),
    FILE("MSG-10.file", Verdict.Decision.BLOCK, "a file; only text can be sent"),
    DATE_PROMISE("MSG-10.date-promise", Verdict.Decision.WARN, "the promise of a date: it will be held against you"),
    ALL_CAPS("MSG-10.all-caps", Verdict.Decision.WARN, "words in capitals read as shouting"),
    /** MSG-08: never an empty gap, nor a name in braces. */
    VARIABLE("MSG-08.variable", Verdict.Decision.WARN, "a variable that was not filled in");

    private final String id;
    private final Verdict.Decision severity;
    private final String reason;

    Rule(String id, Verdict.Decision severity, String reason) {
        this.id = id;
        this.severity = severity;
        this.reason = reason;
    }

    /** The rulebook's id and what of it, such as {@code MSG-10.url}. */
    public String id() {
        return id;
    }

    /** {@code BLOCK} or {@code WARN}. */
    public Verdict.Decision severity() {
        return severity;
    }

    /** For a person; quotes nothing of the text. */
    public String reason() {
        return reason;
    }
}
