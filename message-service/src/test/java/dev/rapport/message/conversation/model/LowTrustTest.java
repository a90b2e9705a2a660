package dev.rapport.message.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.policy.Trust;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** MSG-13: three in a row below 60 by one agent in one conversation call a supervisor. */
class LowTrustTest {

    private static final Instant NOW = Instant.parse("2024-07-02T10:00:00Z");
    private static final Trust RULES = Sellers.onAliexpress("s1").rules(NOW).trust();

    private LowTrust trust = LowTrust.NONE;
    private int count;

    @Test
    void shouldCallASupervisorAtTheThirdInARow() {
        says("ana", 59);
        says("ana", 20);
        assertThat(trust.call()).isNull();
        says("ana", 0);

        assertThat(Objects.requireNonNull(trust.call()).agentId()).isEqualTo("ana");
        assertThat(Objects.requireNonNull(trust.call()).messageId()).isEqualTo("m3");
        says("ana", 10);
        assertThat(Objects.requireNonNull(trust.call()).messageId()).isEqualTo("m3");
    }

    @Test
    void shouldBeginAgainAfterABetterOne() {
        says("ana", 59);
        says("ana", 59);
        says("ana", 60);
        says("ana", 59);
        says("ana", 59);
        assertThat(trust.call()).isNull();
        says("ana", 59);
        assertThat(trust.call()).isNotNull();
        says("ana", 60);
        assertThat(trust).isEqualTo(LowTrust.NONE);
    }

    /** Another's messages in between neither end an agent's run nor go on with it. */
    @Test
    void shouldCountEachAgentByItself() {
        says("ana", 10);
        says("bob", 10);
        says("ana", 10);
        says("bob", 90);
        assertThat(trust.call()).isNull();
        says("ana", 10);
        assertThat(trust.call()).isNotNull();
    }

    @Test
    void shouldNeedNoSupervisorAnyMoreWhenSomebodyElseWrites() {
        says("ana", 10);
        says("ana", 10);
        says("ana", 10);
        says("sue", 80);
        assertThat(trust.call()).isNull();
        says("ana", 10);
        assertThat(trust.call()).isNotNull();
    }

    private void says(String agent, int score) {
        trust = trust.after(agent, score, "m" + ++count, NOW.plusSeconds(count), RULES);
    }
}
