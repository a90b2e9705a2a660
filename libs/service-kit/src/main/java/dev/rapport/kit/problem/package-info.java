/**
 * Problem documents (RFC 9457): one shape of refusal for the whole suite, whoever writes it.
 *
 * <p>Each service lists what it may refuse in one closed enum implementing {@link dev.rapport.kit.problem.ProblemType};
 * what any service may refuse is in {@link dev.rapport.kit.problem.CommonProblem}. No document ever carries a stack trace, SQL or a class name.
 */
@NullMarked
package dev.rapport.kit.problem;

import org.jspecify.annotations.NullMarked;
