package dev.rapport.text.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MSG-08: a text with variables, cut into its parts. It is checked when it is made, so that what was saved can be rendered;
 * and rendered wholly or not at all, so that no gap ever reaches a buyer.
 */
public final class Template {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private sealed interface Part {}

    private record Words(String text) implements Part {}

    private record Gap(Variable variable) implements Part {}

    /** What becomes of a text that may be a template. */
    public sealed interface Parsed {}

    /** The text can be saved. */
    public record Sound(Template template) implements Parsed {}

    /** The text cannot be saved; at least one fault, in order of place. */
    public record Faulty(List<TemplateFault> faults) implements Parsed {}

    /** What becomes of a template that is to be sent. */
    public sealed interface Rendered {}

    /** Every variable has its value. */
    public record Complete(String text) implements Rendered {}

    /** Nothing is rendered: these have no value, or a blank one. */
    public record Incomplete(Set<Variable> missing) implements Rendered {}

    private final List<Part> parts;
    private final Set<Variable> variables;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
        EnumSet<Variable> named = EnumSet.noneOf(Variable.class);
        for (Part part : parts) {
            if (part instanceof Gap(Variable variable)) {
                named.add(variable);
            }
        }
        this.variables = Collections.unmodifiableSet(named);
    }

    /** Cuts a text. Single braces are words. */
    public static Parsed parse(String text) {
        return parse(text, EnumSet.allOf(Variable.class));
    }

    /**
     * Cuts a text that may not name every variable.
     *
     * @param known what it may name; any other is a variable that is not known
     */
    public static Parsed parse(String text, Set<Variable> known) {
        List<Part> parts = new ArrayList<>();
        List<TemplateFault> faults = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf(OPEN, from);
            int stray = text.indexOf(CLOSE, from);
            if (stray >= 0 && (open < 0 || stray < open)) {
                faults.add(new TemplateFault(TemplateFault.Sort.UNOPENED, stray, stray + CLOSE.length()));
                from = stray + CLOSE.length();
            } else if (open < 0) {
                parts.add(new Words(text.substring(from)));
                from = text.length();
            } else {
                if (open > from) {
                    parts.add(new Words(text.substring(from, open)));
                }
                from = gap(text, open, known, parts, faults);
            }
        }
        return faults.isEmpty() ? new Sound(new Template(parts)) : new Faulty(List.copyOf(faults));
    }

    /** Reads the variable at {@code open}; tells where to go on. */
    private static int gap(String text, int open, Set<Variable> known, List<Part> parts, List<TemplateFault> faults) {
        int begin = open + OPEN.length();
        int close = text.indexOf(CLOSE, begin);
        int next = text.indexOf(OPEN, begin);
        if (close < 0 || (next >= 0 && next < close)) {
            faults.add(new TemplateFault(TemplateFault.Sort.UNCLOSED, open, begin));
            return begin;
        }
        int end = close + CLOSE.length();
        Optional<Variable> variable =
                Variable.named(text.substring(begin, close).strip()).filter(known::contains);
        variable.ifPresentOrElse(
                named -> parts.add(new Gap(named)),
                () -> faults.add(new TemplateFault(TemplateFault.Sort.UNKNOWN_VARIABLE, open, end)));
        return end;
    }

    /** Which variables it names, in the order of their declaration. */
    public Set<Variable> variables() {
        return variables;
    }

    /**
     * Puts the values in their places. A value is taken as it is: braces in it name nothing.
     *
     * @param values those the template does not name are left out
     */
    public Rendered render(Map<Variable, String> values) {
        EnumSet<Variable> missing = variables.stream()
                .filter(variable -> values.getOrDefault(variable, "").isBlank())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Variable.class)));
        if (!missing.isEmpty()) {
            return new Incomplete(Collections.unmodifiableSet(missing));
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    switch (part) {
                        case Words(String words) -> words;
                        case Gap(Variable variable) -> values.getOrDefault(variable, "");
                    });
        }
        return new Complete(text.toString());
    }
}
