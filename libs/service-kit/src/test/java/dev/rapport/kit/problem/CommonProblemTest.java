package dev.rapport.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommonProblemTest {

    @ParameterizedTest
    @EnumSource(CommonProblem.class)
    void shouldBeAnErrorWithATitleAndItsOwnType(CommonProblem problem) {
        assertThat(problem.status()).isBetween(400, 599);
        assertThat(problem.title()).isNotBlank().doesNotEndWith(".");
        assertThat(problem.uri()).matches("urn:rapport:problem:[a-z-]+");
    }
}
