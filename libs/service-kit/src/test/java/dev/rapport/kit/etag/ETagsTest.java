package dev.rapport.kit.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, concurrency. */
class ETagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", "\"6\", \"7\"", " \"7\" "})
    void shouldLetPassWhoHasSeenThePresentVersion(String ifMatch) {
        assertThatCode(() -> ETags.demand(ifMatch, 7L)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "W/\"7\"", "7", "", "\"77\"", "\"7"})
    void shouldRefuseAnyOtherTagAsStale(String ifMatch) {
        refused(CommonProblem.STALE, () -> ETags.demand(ifMatch, 7L));
        refused(CommonProblem.STALE, () -> ETags.honour(ifMatch, 7L));
    }

    @Test
    void shouldDemandATagOnlyOfWhatExists() {
        refused(CommonProblem.PRECONDITION_REQUIRED, () -> ETags.demand(null, 7L));
        assertThatCode(() -> ETags.demand(null, null)).doesNotThrowAnyException();
        refused(CommonProblem.STALE, () -> ETags.demand("*", null));
    }

    @Test
    void shouldNeedNoTagOnActions() {
        assertThatCode(() -> ETags.honour(null, 7L)).doesNotThrowAnyException();
    }

    @Test
    void shouldKnowWhatTheClientAlreadyHolds() {
        assertThat(ETags.unchanged("W/\"7\"", 7)).isTrue();
        assertThat(ETags.unchanged("\"6\"", 7)).isFalse();
        assertThat(ETags.unchanged(null, 7)).isFalse();
    }

    private static void refused(CommonProblem expected, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.problem().type()).isEqualTo(expected));
    }
}
