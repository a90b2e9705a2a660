package dev.rapport.system.signal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The selectors of an expression: enough of the language to tell metrics from functions, keywords and labels. Whether it is right as a
 * whole is for promtool to say.
 *
 * @param selectors metrics with the labels that are asked of them
 * @param grouping labels named by {@code by}, {@code without}, {@code on}, {@code ignoring} and {@code group_…}
 */
record PromQl(List<Selector> selectors, Set<String> grouping) {

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(\\(|\\{[^}]*})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "e");

    /** @param labels name, operator, value */
    record Selector(String metric, List<Asked> labels) {}

    record Asked(String label, String operator, String value) {}

    static PromQl of(String expression) {
        Set<String> grouping = new LinkedHashSet<>();
        Matcher groups = GROUPING.matcher(expression);
        while (groups.find()) {
            for (String label : groups.group(1).split(",", -1)) {
                if (!label.isBlank()) {
                    grouping.add(label.strip());
                }
            }
        }
        String rest =
                RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
        List<Selector> selectors = new ArrayList<>();
        Matcher found = SELECTOR.matcher(rest);
        while (found.find()) {
            String name = found.group(1);
            String after = found.group(2);
            boolean inNumber = found.start() > 0 && Character.isDigit(rest.charAt(found.start() - 1));
            if ("(".equals(after) || WORDS.contains(name) || inNumber) {
                continue;
            }
            List<Asked> labels = new ArrayList<>();
            if (after != null) {
                Matcher asked = MATCHER.matcher(after);
                while (asked.find()) {
                    labels.add(new Asked(asked.group(1), asked.group(2), asked.group(3)));
                }
            }
            selectors.add(new Selector(name, List.copyOf(labels)));
        }
        return new PromQl(List.copyOf(selectors), grouping);
    }
}
