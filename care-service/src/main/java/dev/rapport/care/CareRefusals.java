package dev.rapport.care;

import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.text.TextFault;
import dev.rapport.text.screening.Finding;
import java.util.List;

/** How texts that must not leave are refused. */
public final class CareRefusals {
    private CareRefusals() {}

    /** MSG-20: the gravest fault gives the code, all of them are listed. */
    public static ProblemException unfit(List<TextFault> faults, int longest) {
        TextFault.Sort gravest = faults.getFirst().sort();
        return new ProblemException(Problem.of(problemOf(gravest), detail(gravest, longest))
                .violations(faults.stream()
                        .map(fault -> Violation.ofSpan(
                                fault.start(),
                                fault.end(),
                                "MSG-20",
                                fault.sort().words()))
                        .toList()));
    }

    /** MSG-10, CARE-03. */
    public static ProblemException blocked(List<Finding> findings) {
        return new ProblemException(Problem.of(CareProblem.TEXT_BLOCKED, "Take out what the findings point at.")
                .violations(findings.stream()
                        .map(finding ->
                                Violation.ofSpan(finding.start(), finding.end(), finding.rule(), finding.reason()))
                        .toList()));
    }

    private static CareProblem problemOf(TextFault.Sort sort) {
        return switch (sort) {
            case UNPAIRED_SURROGATE -> CareProblem.TEXT_HAS_UNPAIRED_SURROGATES;
            case CONTROL_CHARACTER -> CareProblem.TEXT_HAS_CONTROL_CHARACTERS;
            case EMPTY -> CareProblem.TEXT_EMPTY;
            case MARKUP -> CareProblem.TEXT_HAS_MARKUP;
            case TOO_LONG -> CareProblem.TEXT_TOO_LONG;
        };
    }

    private static String detail(TextFault.Sort sort, int longest) {
        return switch (sort) {
            case UNPAIRED_SURROGATE -> "Send whole characters: a surrogate needs its other half.";
            case CONTROL_CHARACTER ->
                "Send plain text: line breaks and tabs are the only control characters it may have.";
            case EMPTY -> "Write something that can be seen.";
            case MARKUP -> "Send plain text without HTML.";
            case TOO_LONG -> "Shorten it to " + longest + " characters.";
        };
    }
}
