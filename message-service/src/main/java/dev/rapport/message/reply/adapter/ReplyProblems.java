package dev.rapport.message.reply.adapter;

import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.Violation;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.reply.application.SendReply.Result;
import dev.rapport.text.TextFault;
import java.time.Duration;
import java.time.Instant;

/** What is told to an agent whose reply was not taken. */
final class ReplyProblems {

    private ReplyProblems() {}

    /** MSG-17. */
    static Problem inOtherHands(Result.InOtherHands refused) {
        return Problem.of(
                        MessageProblem.IN_OTHER_HANDS,
                        "Only who has claimed it replies; it can be released or assigned to you.")
                .with("assignee", refused.assignee());
    }

    /** MSG-18. */
    static Problem buyerErased() {
        return Problem.of(
                MessageProblem.BUYER_ERASED,
                "Nobody can be written to unless the buyer writes again of their own accord.");
    }

    /** MSG-11: until when. */
    static Problem frozen(Instant until, Instant now) {
        return Problem.of(MessageProblem.SENDING_FROZEN, "Nothing can be sent before " + until + ".")
                .with("thawsAt", until)
                .retryAfter(Duration.between(now, until));
    }

    /** MSG-10: every finding with its rule, its span and its reason, those that only warn included; and how near the freeze is. */
    static Problem blocked(Result.Blocked blocked) {
        Problem problem = Problem.of(
                        MessageProblem.TEXT_BLOCKED, "Take out what the findings point at; nothing has been sent.")
                .violations(blocked.verdict().findings().stream()
                        .map(finding ->
                                Violation.ofSpan(finding.start(), finding.end(), finding.rule(), finding.reason()))
                        .toList())
                .with("unspentStrikes", blocked.unspent())
                .with("freezeAt", blocked.freezeAt());
        return blocked.frozenUntil() == null ? problem : problem.with("frozenUntil", blocked.frozenUntil());
    }

    /** The gravest fault gives the code, all of them are listed. */
    static Problem refused(Result.Refused refused) {
        TextFault.Sort gravest = refused.faults().getFirst().sort();
        var problem = Problem.of(problemOf(gravest), detail(gravest, refused.longest()))
                .violations(
                        refused.faults().stream().map(ReplyProblems::violation).toList());
        return gravest == TextFault.Sort.TOO_LONG ? problem.with("maxLength", refused.longest()) : problem;
    }

    private static MessageProblem problemOf(TextFault.Sort sort) {
        return switch (sort) {
            case UNPAIRED_SURROGATE -> MessageProblem.TEXT_HAS_UNPAIRED_SURROGATES;
            case CONTROL_CHARACTER -> MessageProblem.TEXT_HAS_CONTROL_CHARACTERS;
            case EMPTY -> MessageProblem.TEXT_EMPTY;
            case MARKUP -> MessageProblem.TEXT_HAS_MARKUP;
            case TOO_LONG -> MessageProblem.TEXT_TOO_LONG;
        };
    }

    private static String detail(TextFault.Sort sort, int longest) {
        return switch (sort) {
            case UNPAIRED_SURROGATE -> "Send whole characters: a surrogate needs its other half.";
            case CONTROL_CHARACTER ->
                "Send plain text: of control characters only line breaks and tabs may stand in it.";
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
