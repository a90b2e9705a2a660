package dev.rapport.score.engine;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterTest {

    @Test
    void shouldKeepEveryNumberForEverBecausePackedHoursHoldThem() {
        String numbers = Counter.all().stream()
                .map(counter -> counter.id() + " " + counter.wireName())
                .collect(joining("\n"));

        // SCO-01: to be added to, never to be changed.
        assertThat(numbers).isEqualTo("""
                1 turns_opened
                2 turns_opened.pre_sale
                3 turns_opened.order_note
                4 turns_opened.after_sale
                5 turns_responded_24h
                6 turns_responded_24h.pre_sale
                7 turns_responded_24h.order_note
                8 turns_responded_24h.after_sale
                9 turns_timed
                10 turns_on_time
                11 turns_late
                12 turns_answered_24h
                13 first_response_count
                14 first_response_seconds
                15 answer_count
                16 answer_seconds
                17 followups_due
                18 followups_met
                19 messages_sent
                20 messages_flagged
                21 messages_flagged.repeated
                22 messages_flagged.empty
                23 messages_flagged.over_templated
                24 messages_flagged.unattended_auto_reply
                25 violations
                26 deliveries
                27 deliveries_failed
                28 reviews_posted
                29 reviews_posted.logistics
                30 reviews_posted.product
                31 reviews_posted.service
                32 reviews_posted.malicious
                33 stars_sum
                34 reviews_negative
                35 reviews_staged
                36 reviews_replied_48h
                37 stage_met.apology
                38 stage_met.evidence
                39 stage_met.invitation
                40 reviews_invited
                41 reviews_improved
                42 orders_placed
                43 disputes_opened
                44 care_needed
                45 care_met_24h
                46 messages_by_human""");
    }
}
