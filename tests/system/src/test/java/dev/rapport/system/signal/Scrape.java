package dev.rapport.system.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process tells when it is scraped.
 *
 * @param samples by metric name, each with its labels and value
 * @param types by the name in the {@code # TYPE} line: counter, gauge, summary, histogram
 */
record Scrape(Map<String, List<Sample>> samples, Map<String, String> types) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

    /** One line. */
    record Sample(Map<String, String> labels, double value) {}

    /** Reads the text format. */
    static Scrape of(String text) {
        Map<String, List<Sample>> samples = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
                continue;
            }
            Matcher sample = LINE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                samples.computeIfAbsent(sample.group(1), _ -> new ArrayList<>())
                        .add(new Sample(pairs(sample.group(2)), value(sample.group(3))));
            }
        }
        return new Scrape(samples, types);
    }

    private static Map<String, String> pairs(@org.jspecify.annotations.Nullable String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    private static double value(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** Every label a metric has on any of its lines. */
    Set<String> labels(String metric) {
        Set<String> names = new TreeSet<>();
        samples.getOrDefault(metric, List.of())
                .forEach(sample -> names.addAll(sample.labels().keySet()));
        return names;
    }
}
