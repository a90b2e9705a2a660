package dev.rapport.score.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pack says about the score, and all the arithmetic needs of it (SCO-02).
 *
 * @param pack label of the pack version, such as {@code aliexpress@2024-06}
 * @param components in the pack's order
 * @param minSample a component whose sample is smaller is left out
 * @param violationPenalty points per violation in the window
 * @param lines per metric; a metric without an entry has neither line
 */
public record ScoreRules(
        String pack, List<Component> components, int minSample, double violationPenalty, Map<Metric, Lines> lines) {

    /**
     * A part of the score.
     *
     * @param weight more than 0; weights need not add up to 100
     * @param weightFrom who says that it weighs this much
     */
    public record Component(String name, double weight, Metric metric, Curve curve, Origin weightFrom) {
        public Component {
            if (!(weight > 0)) {
                throw new IllegalArgumentException("a component weighs something: " + name);
            }
        }
    }

    /** Whose rule a number is: the marketplace published it, or it is a default of this suite. */
    public enum Origin {
        MARKETPLACE,
        SUITE
    }

    /**
     * @param redLine past it the marketplace acts; none when it says nothing
     * @param target what good sellers reach
     */
    public record Lines(@Nullable Double redLine, @Nullable Double target) {
        static final Lines NONE = new Lines(null, null);
    }

    public ScoreRules {
        components = List.copyOf(components);
        lines = Map.copyOf(lines);
    }

    Lines linesOf(Metric metric) {
        return lines.getOrDefault(metric, Lines.NONE);
    }
}
