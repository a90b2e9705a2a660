package dev.rapport.message.screening;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.message.MessageProblem;
import dev.rapport.policy.Pack;
import dev.rapport.text.PlainText;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screenings;
import dev.rapport.text.screening.Verdict;
import dev.rapport.text.template.Template;
import dev.rapport.text.template.TemplateFault;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts with variables that are to be saved: of templates and of auto-replies (MSG-08, MSG-09, MSG-10, MSG-20). */
public final class TemplateTexts {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final int MOST_LANGUAGES = 40;

    private TemplateTexts() {}

    /**
     * Refuses what could not be sent.
     *
     * @param texts by language
     */
    public static void check(Map<String, String> texts, Pack pack, Screenings screenings) {
        if (texts.isEmpty() || texts.size() > MOST_LANGUAGES) {
            throw invalid("has 1 to " + MOST_LANGUAGES);
        }
        texts.forEach((language, text) -> check(language, text, pack, screenings));
    }

    private static void check(String language, @Nullable String text, Pack pack, Screenings screenings) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw invalid("are by ISO 639-1 language");
        }
        if (text == null
                || !PlainText.faults(
                                text,
                                pack.messages().maxLength(),
                                pack.messages().html())
                        .isEmpty()) {
            throw invalid("." + language + " is no text that the marketplace takes");
        }
        if (Template.parse(text) instanceof Template.Faulty(List<TemplateFault> faults)) {
            throw faulty(faults);
        }
        var blocked = screenings.of(pack).screen(text, Purpose.TEMPLATE).findings().stream()
                .filter(finding -> finding.severity() == Verdict.Decision.BLOCK)
                .toList();
        if (!blocked.isEmpty()) {
            throw blocked(blocked);
        }
    }

    private static ProblemException faulty(List<TemplateFault> faults) {
        boolean unknown = faults.stream().anyMatch(fault -> fault.sort() == TemplateFault.Sort.UNKNOWN_VARIABLE);
        var violations = faults.stream()
                .map(fault -> Violation.ofSpan(
                        fault.start(), fault.end(), "MSG-08", fault.sort().words()))
                .toList();
        return new ProblemException(Problem.of(
                        unknown ? MessageProblem.UNKNOWN_VARIABLE : MessageProblem.TEMPLATE_FAULTY,
                        "The variables there are stand in docs/reference/templates.md.")
                .violations(violations));
    }

    private static ProblemException blocked(List<Finding> findings) {
        var violations = findings.stream()
                .map(finding -> Violation.ofSpan(finding.start(), finding.end(), finding.rule(), finding.reason()))
                .toList();
        return new ProblemException(Problem.of(MessageProblem.TEXT_BLOCKED, "A text says what must not leave.")
                .violations(violations));
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(
                CommonProblem.INVALID, "texts " + message + ".", List.of(Violation.ofField("texts", message)));
    }
}
