package dev.rapport.review.reply.adapter;

import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.Violation;
import dev.rapport.review.ReviewProblem;
import dev.rapport.review.reply.application.ReplyToReview.Result;
import dev.rapport.text.TextFault;

/** What is told to an agent whose reply was not taken. */
final class ReplyProblems {

    private ReplyProblems() {}

    static Problem stale(Result.Stale stale) {
        return Problem.of(CommonProblem.STALE, "The review has changed: read it again before replying.")
                .rule("MSG-17")
                .with("currentETag", ETags.of(stale.version()));
    }

    static Problem packUnknown(Result.PackUnknown unknown) {
        return Problem.of(
                ReviewProblem.PACK_UNKNOWN,
                "Name a known pack in the seller's profile, or bring in " + unknown.pack() + ".");
    }

    static Problem blocked(Result.Blocked blocked) {
        return Problem.of(ReviewProblem.TEXT_BLOCKED, "Take out what the findings point at.")
                .violations(blocked.findings().stream()
                        .map(finding ->
                                Violation.ofSpan(finding.start(), finding.end(), finding.rule(), finding.reason()))
                        .toList());
    }

    /** The gravest fault gives the code, all of them are listed. */
    static Problem refused(Result.Refused refused) {
        TextFault.Sort gravest = refused.faults().getFirst().sort();
        var problem = Problem.of(problemOf(gravest), detail(gravest, refused.longest()))
                .violations(
                        refused.faults().stream().map(ReplyProblems::violation).toList());
        return gravest == TextFault.Sort.TOO_LONG ? problem.with("maxLength", refused.longest()) : problem;
    }

    private static ReviewProblem problemOf(TextFault.Sort sort) {
        return switch (sort) {
            case UNPAIRED_SURROGATE -> ReviewProblem.TEXT_HAS_UNPAIRED_SURROGATES;
            case CONTROL_CHARACTER -> ReviewProblem.TEXT_HAS_CONTROL_CHARACTERS;
            case EMPTY -> ReviewProblem.TEXT_EMPTY;
            case MARKUP -> ReviewProblem.TEXT_HAS_MARKUP;
            case TOO_LONG -> ReviewProblem.TEXT_TOO_LONG;
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

    private static Violation violation(TextFault fault) {
        return Violation.ofSpan(
                fault.start(), fault.end(), "MSG-20", fault.sort().words());
    }
}
