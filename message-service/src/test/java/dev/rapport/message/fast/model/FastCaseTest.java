package dev.rapport.message.fast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.fast.model.FastCase.Task;
import dev.rapport.policy.Fast;
import dev.rapport.policy.Packs;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** MSG-14: the steps of FAST. */
class FastCaseTest {

    private static final Instant OPENED = Instant.parse("2024-07-02T10:00:00Z");
    private static final Fast RULES =
            Packs.load(null).pack("aliexpress", OPENED).fast();

    private final FastCase fresh =
            FastCase.open(new ConversationKey("s1", "c1"), "case", FastCase.Reason.COMPLAINT, null, OPENED, RULES);

    @Test
    void shouldGiveEachStepItsTimeFromTheOpening() {
        assertThat(fresh.steps())
                .extracting(Task::dueAt)
                .containsExactly(
                        OPENED.plus(Duration.ofMinutes(30)),
                        OPENED.plus(Duration.ofHours(1)),
                        OPENED.plus(Duration.ofHours(2)),
                        OPENED.plus(Duration.ofHours(24)));
        assertThat(fresh.current()).isEqualTo(Step.FACTS);
        assertThat(fresh.nextMarkAt()).isEqualTo(OPENED.plus(Duration.ofMinutes(30)));
    }

    @Test
    void shouldGoOnToTheFirstStepThatIsNotDone() {
        FastCase plan = fresh.done(Step.ACTION_PLAN, "ana", "a refund", OPENED.plusSeconds(60));
        assertThat(plan.current()).isEqualTo(Step.FACTS);
        assertThat(plan.done(Step.FACTS, "ana", null, OPENED.plusSeconds(90)).current())
                .isEqualTo(Step.SUPERVISOR);
    }

    @Test
    void shouldNeedNoSupervisorOnceTheyAgreeButAReviewAllTheSame() {
        FastCase agreed = fresh.agreed(OPENED.plusSeconds(60));

        assertThat(agreed.task(Step.SUPERVISOR).isOpen()).isFalse();
        assertThat(agreed.task(Step.CASE_REVIEW).isOpen()).isTrue();
        assertThat(agreed.agreed(OPENED.plusSeconds(90)).agreedAt()).isEqualTo(OPENED.plusSeconds(60));
    }

    @Test
    void shouldTellOfEachOverdueStepOnce() {
        Instant later = OPENED.plus(Duration.ofHours(1));
        var overdue = fresh.overdue(at -> !at.isAfter(later));
        assertThat(overdue).extracting(Task::step).containsExactly(Step.FACTS, Step.ACTION_PLAN);

        FastCase told = fresh.told(overdue);

        assertThat(told.overdue(at -> !at.isAfter(later))).isEmpty();
        assertThat(told.nextMarkAt()).isEqualTo(OPENED.plus(Duration.ofHours(2)));
        assertThat(told.isOpen()).isTrue();
    }

    @Test
    void shouldBeOverWhenEveryStepIsDoneOrNotNeeded() {
        FastCase done = fresh.agreed(OPENED)
                .done(Step.FACTS, "ana", null, OPENED)
                .done(Step.ACTION_PLAN, "ana", null, OPENED)
                .done(Step.CASE_REVIEW, "ana", null, OPENED);

        assertThat(done.isOpen()).isFalse();
        assertThat(done.current()).isNull();
        assertThat(done.nextMarkAt()).isNull();
    }
}
