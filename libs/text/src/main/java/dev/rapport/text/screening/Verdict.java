package dev.rapport.text.screening;

import java.util.List;

/**
 * What screening says of a text.
 *
 * @param verdict the gravest of the findings, {@code ALLOW} without any
 * @param findings by where they begin
 */
public record Verdict(Decision verdict, List<Finding> findings) {

    /** The gravest last. */
    public enum Decision {
        ALLOW,
        WARN,
        BLOCK
    }

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether the text must not leave (MSG-11: 422). */
    public boolean blocked() {
        return verdict == Decision.BLOCK;
    }

    static Verdict of(List<Finding> findings) {
        Decision gravest = Decision.ALLOW;
        for (Finding finding : findings) {
            gravest = finding.severity().compareTo(gravest) > 0 ? finding.severity() : gravest;
        }
        return new Verdict(gravest, findings);
    }
}
