package dev.rapport.score.simulation;

import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.problem.Violation;
import dev.rapport.policy.Curve;
import dev.rapport.policy.ScoreComponent;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.engine.Counter;
import dev.rapport.score.engine.ScoreRules;
import dev.rapport.score.engine.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a simulation of what was sent, or says all that is wrong with it. */
final class SimulationCheck {
    /** Above this nothing is more of the same, and sums stay far from overflowing. */
    private static final long MOST = 1_000_000_000_000L;

    private final ScoreRules rules;
    private final List<Violation> faults = new ArrayList<>();

    SimulationCheck(ScoreRules rules) {
        this.rules = rules;
    }

    /**
     * @throws ProblemException {@code SIMULATION_INVALID} (422)
     */
    Simulation check(SimulationRequest request) {
        Simulation simulation = new Simulation(weights(request), curves(request), penalty(request), counters(request));
        if (faults.isEmpty() && simulation.rules(rules).components().isEmpty()) {
            fault("weights", "leave at least one component");
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.of(ScoreProblem.SIMULATION_INVALID, "This cannot be tried.")
                    .violations(faults));
        }
        return simulation;
    }

    private void fault(String field, String message) {
        faults.add(Violation.ofField(field, message));
    }

    private boolean isComponent(String field, String name) {
        if (rules.components().stream().anyMatch(component -> component.name().equals(name))) {
            return true;
        }
        fault(
                field,
                "is none of "
                        + rules.components().stream().map(ScoreComponent::name).collect(Collectors.joining(", ")));
        return false;
    }

    private Map<String, Double> weights(SimulationRequest request) {
        Map<String, Double> weights = new HashMap<>();
        if (request.weights() != null) {
            request.weights().forEach((name, weight) -> {
                String field = "weights." + name;
                if (isComponent(field, name)) {
                    if (weight == null || !(weight >= 0 && weight <= MOST)) {
                        fault(field, "is a number, 0 or more");
                    } else {
                        weights.put(name, weight);
                    }
                }
            });
        }
        return weights;
    }

    private Map<String, Curve> curves(SimulationRequest request) {
        Map<String, Curve> curves = new HashMap<>();
        if (request.curves() != null) {
            request.curves().forEach((name, points) -> {
                String field = "curves." + name;
                if (isComponent(field, name)) {
                    Curve curve = curve(points);
                    if (curve == null) {
                        fault(field, "is two points [x, y] or more, x rising within 0 and 1, y within 0 and 100");
                    } else {
                        curves.put(name, curve);
                    }
                }
            });
        }
        return curves;
    }

    private static @Nullable Curve curve(@Nullable List<@Nullable List<@Nullable Double>> points) {
        if (points == null || points.size() < 2) {
            return null;
        }
        List<Curve.Point> made = new ArrayList<>();
        double before = Double.NEGATIVE_INFINITY;
        for (List<@Nullable Double> point : points) {
            Double x = point == null || point.size() != 2 ? null : point.get(0);
            Double y = point == null || point.size() != 2 ? null : point.get(1);
            if (x == null || y == null || !(x > before && x >= 0 && x <= 1 && y >= 0 && y <= 100)) {
                return null;
            }
            made.add(new Curve.Point(x, y));
            before = x;
        }
        return new Curve(made);
    }

    private @Nullable Double penalty(SimulationRequest request) {
        Double penalty =
                request.penalties() == null ? null : request.penalties().violation();
        if (penalty != null && !(penalty >= 0 && penalty <= 100)) {
            fault("penalties.violation", "is a number from 0 to 100");
            return null;
        }
        return penalty;
    }

    private Map<Counter, Long> counters(SimulationRequest request) {
        Map<Counter, Long> counters = new HashMap<>();
        if (request.counters() != null) {
            request.counters().forEach((name, sum) -> {
                String field = "counters." + name;
                Counter counter = Counter.all().stream()
                        .filter(one -> one.told() && one.wireName().equals(name))
                        .findFirst()
                        .orElse(null);
                if (counter == null) {
                    fault(field, "is no counter");
                } else if (sum == null || sum < 0 || sum > MOST) {
                    fault(field, "is a whole number, 0 or more");
                } else {
                    counters.put(counter, sum);
                }
            });
        }
        return counters;
    }
}
