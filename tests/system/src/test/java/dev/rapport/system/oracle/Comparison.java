package dev.rapport.system.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.oracle.Figures;
import dev.rapport.oracle.Figures.Component;
import dev.rapport.oracle.Figures.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Holds an answer of {@code GET /sellers/{s}/score} against what it must be.
 *
 * <p>Two things an oracle without the services' keyword tables cannot know: the class of a review, so the counters split
 * by class need only add up; and whether a negative one is malicious, so {@code reviews_staged} has a range.
 */
public final class Comparison {
    /** Half of the last decimal shown: rates have four, averages and points two. */
    private static final double RATE = 0.000051;

    private static final String STAGE_RATES = "stage_rate.";
    private static final String APOLOGIES = "stage_met.apology";
    /** What depends on which reviews are malicious. */
    private static final Set<String> RANGED = Set.of("reviews_staged", APOLOGIES);

    private static final double HUNDREDTHS = 0.0051;
    private static final Set<String> NOT_RATES =
            Set.of("first_response_average", "first_response_p50", "first_response_p90", "stars_average");

    private final Figures expected;
    private final JsonNode answer;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Figures expected, JsonNode answer) {
        this.expected = expected;
        this.answer = answer;
    }

    /**
     * @param expected what the answer must say
     * @param answer the body as parsed
     * @return one sentence for each difference; empty when all is right
     */
    public static List<String> differences(Figures expected, JsonNode answer) {
        Comparison comparison = new Comparison(expected, answer);
        comparison.counters();
        comparison.metrics();
        comparison.components();
        comparison.score();
        return comparison.differences;
    }

    private long shown(String counter) {
        return answer.path("counters").path(counter).asLong(0);
    }

    private void counters() {
        Map<String, Long> sums = expected.counters();
        sums.forEach((name, sum) -> {
            if (!RANGED.contains(name) && shown(name) != sum) {
                differences.add("counter " + name + " is " + shown(name) + ", not " + sum);
            }
        });
        long negative = sums.getOrDefault("reviews_negative", 0L);
        long staged = shown("reviews_staged");
        if (staged > negative || staged < negative - shown("reviews_posted.malicious")) {
            differences.add("counter reviews_staged is " + staged + " of " + negative + " negative ones");
        }
        long apologies = sums.getOrDefault(APOLOGIES, 0L);
        if (shown(APOLOGIES) > apologies || shown(APOLOGIES) < apologies - shown("reviews_posted.malicious")) {
            differences.add("counter " + APOLOGIES + " is " + shown(APOLOGIES) + " of " + apologies);
        }
        long classes = 0;
        for (Map.Entry<String, JsonNode> counter : answer.required("counters").properties()) {
            if (counter.getKey().startsWith("reviews_posted.")) {
                classes += counter.getValue().asLong();
            } else if (!sums.containsKey(counter.getKey()) && counter.getValue().asLong() != 0) {
                differences.add("counter " + counter.getKey() + " is " + counter.getValue() + ", not 0");
            }
        }
        if (classes != sums.getOrDefault("reviews_posted", 0L)) {
            differences.add("the classes of the reviews add up to " + classes);
        }
    }

    private void metrics() {
        expected.metrics().forEach((name, metric) -> {
            if (!name.startsWith(STAGE_RATES)) {
                metric(name, metric, answer.path("metrics").path(name));
            }
        });
        for (Map.Entry<String, JsonNode> shown : answer.required("metrics").properties()) {
            if (shown.getKey().startsWith(STAGE_RATES)) {
                stageRate(shown.getKey(), shown.getValue());
            } else if (!expected.metrics().containsKey(shown.getKey())) {
                differences.add("metric " + shown.getKey() + " is not in the tables");
            }
        }
    }

    private void metric(String name, Metric metric, JsonNode shown) {
        String state = shown.path("state").asText("absent");
        if (!List.of(metric.state().split("\\|")).contains(state)) {
            differences.add("metric " + name + " is " + shown + ", not " + metric);
            return;
        }
        if (state.equals("absent")) {
            if (!shown.path("value").isMissingNode() && !shown.path("value").isNull()) {
                differences.add("metric " + name + " is absent and has a value: " + shown);
            }
            return;
        }
        double tolerance = NOT_RATES.contains(name) ? HUNDREDTHS : RATE;
        double value = shown.path("value").asDouble(Double.NaN);
        if (shown.path("sample").asLong(-1) != metric.sample()
                || !(value >= metric.low() - tolerance && value <= metric.high() + tolerance)) {
            differences.add("metric " + name + " is " + shown + ", not " + metric);
        }
    }

    /** An import has no evidence and no invitation; the apologies it has are among those of reviews that are staged. */
    private void stageRate(String name, JsonNode shown) {
        if (shown.path("state").asText().equals("absent")) {
            return;
        }
        double met = shown.path("value").asDouble() * shown.path("sample").asLong();
        long most = name.equals("stage_rate.apology") ? expected.counters().getOrDefault(APOLOGIES, 0L) : 0;
        if (met > most + 0.5 || shown.path("sample").asLong() > shown("reviews_staged")) {
            differences.add("metric " + name + " is " + shown);
        }
    }

    private void components() {
        List<String> names = new ArrayList<>();
        double weights = 0;
        for (JsonNode component : answer.required("components")) {
            names.add(component.required("name").asText());
            weights += component.required("weight").asDouble();
        }
        List<String> wanted =
                expected.components().stream().map(Component::name).toList();
        if (!names.equals(wanted)) {
            differences.add("components are " + names + ", not " + wanted);
            return;
        }
        int i = 0;
        for (JsonNode shown : answer.required("components")) {
            Component component = expected.components().get(i++);
            double share = shown.required("weight").asDouble() * 100 / weights;
            if (Math.abs(shown.required("value").asDouble() - component.value()) > HUNDREDTHS
                    || Math.abs(share - component.scaledWeight()) > 0.05) {
                differences.add("component is " + shown + ", not " + component);
            }
        }
    }

    private void score() {
        String status = expected.score().isPresent() ? "scored" : "insufficient-data";
        if (!answer.required("status").asText().equals(status)) {
            differences.add("status is " + answer.required("status"));
        }
        JsonNode shown = answer.path("score");
        OptionalDouble score = expected.score();
        if (score.isEmpty()) {
            if (!shown.isNull() && !shown.isMissingNode()) {
                differences.add("score is " + shown + ", not null");
            }
        } else if (!(Math.abs(shown.asDouble(Double.NaN) - score.getAsDouble()) <= 0.005 + 1e-9)) {
            differences.add("score is " + shown + ", not " + score.getAsDouble());
        }
        if (answer.path("violations").asLong(0) != 0) {
            differences.add("violations are " + answer.path("violations"));
        }
    }
}
