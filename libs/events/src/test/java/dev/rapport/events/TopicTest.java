package dev.rapport.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The topics as the contract has them. */
class TopicTest {

    @Test
    void shouldBeConfiguredAsTheContractHasItWhenATopicIsCreated() {
        assertThat(Topic.MESSAGES.config())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "34560000000")
                .containsEntry("max.message.bytes", "1048576")
                .containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(Topic.SELLERS.config())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("retention.ms", "-1");
        assertThat(Topic.DEAD_LETTERS.config()).containsEntry("max.message.bytes", "4194304");
    }

    @Test
    void shouldFindATopicWhenItIsOurs() {
        for (Topic topic : Topic.values()) {
            assertThat(Topic.named(topic.wireName())).isEqualTo(topic);
        }
        assertThat(Topic.named("rapport.other")).isNull();
    }
}
