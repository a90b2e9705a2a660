package dev.rapport.kit.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries a {@link Problem} to the edge, where it becomes the answer. For the edges only: inside a service an expected "no" is a
 * value of a sealed result. It has no stack trace, since it is an answer and not a fault.
 */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.type().name() + (problem.detail() == null ? "" : ": " + problem.detail()), null, false, false);
        this.problem = problem;
    }

    public ProblemException(ProblemType type) {
        this(Problem.of(type));
    }

    public ProblemException(ProblemType type, @Nullable String detail) {
        this(Problem.of(type, detail));
    }

    public ProblemException(ProblemType type, @Nullable String detail, List<Violation> violations) {
        this(Problem.of(type, detail).violations(violations));
    }

    public Problem problem() {
        return problem;
    }
}
