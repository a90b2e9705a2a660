package dev.rapport.message.template.application;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.template.application.TemplateBook.Result;

/** What is said to who wants a template filled in that cannot be. */
public final class FillProblems {

    private FillProblems() {}

    /** The text, or the problem that says why there is none. */
    public static Result.Filled filled(Result result) {
        return switch (result) {
            case Result.Filled filled -> filled;
            case Result.NoSuchTemplate _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case Result.NoText none ->
                throw new ProblemException(
                        MessageProblem.NO_TEXT_IN_LANGUAGE,
                        "It has texts in " + String.join(", ", none.languages()) + ".");
            case Result.UnknownVariables unknown ->
                throw new ProblemException(Problem.of(
                                MessageProblem.UNKNOWN_VARIABLE,
                                "The variables there are stand in docs/reference/templates.md.")
                        .violations(unknown.names().stream()
                                .map(name -> Violation.ofField("variables", "names none that there is"))
                                .toList()));
            case Result.Incomplete incomplete ->
                throw new ProblemException(Problem.of(
                                MessageProblem.VALUE_MISSING,
                                "Nothing is sent with a gap: every variable needs a value.")
                        .violations(incomplete.missing().stream()
                                .map(variable -> Violation.ofField("variables." + variable.written(), "has no value"))
                                .toList()));
        };
    }
}
