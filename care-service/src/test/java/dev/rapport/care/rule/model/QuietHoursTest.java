package dev.rapport.care.rule.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CARE-05: 22:00–08:00 of the buyer, in every zone of the buyer's country. */
class QuietHoursTest {
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));
    private static final List<ZoneId> MADRID = List.of(ZoneId.of("Europe/Madrid"));

    private static Instant openFrom(String at, List<ZoneId> zones) {
        return NIGHT.openFrom(Instant.parse(at), zones);
    }

    @Test
    void shouldWaitForTheMorningOfTheBuyer() {
        assertThat(openFrom("2025-06-02T21:30:00Z", MADRID)).isEqualTo("2025-06-03T06:00:00Z");
        assertThat(openFrom("2025-06-03T05:59:59Z", MADRID)).isEqualTo("2025-06-03T06:00:00Z");
        assertThat(openFrom("2025-06-03T06:00:00Z", MADRID)).isEqualTo("2025-06-03T06:00:00Z");
        assertThat(openFrom("2025-06-03T19:59:59Z", MADRID)).isEqualTo("2025-06-03T19:59:59Z");
        assertThat(openFrom("2025-06-03T20:00:00Z", MADRID)).isEqualTo("2025-06-04T06:00:00Z");
    }

    @Test
    void shouldHonourTheChangeOfClocks() {
        assertThat(openFrom("2025-03-29T23:00:00Z", MADRID)).isEqualTo("2025-03-30T06:00:00Z");
        assertThat(openFrom("2025-10-25T22:00:00Z", MADRID)).isEqualTo("2025-10-26T07:00:00Z");
    }

    @Test
    void shouldTakeTheStrictestOfSeveralZones() {
        List<ZoneId> brazil =
                List.of(ZoneId.of("America/Noronha"), ZoneId.of("America/Sao_Paulo"), ZoneId.of("America/Rio_Branco"));
        // 08:00 in Rio Branco is 13:00Z, 22:00 on Noronha is 00:00Z.
        assertThat(openFrom("2025-06-03T12:00:00Z", brazil)).isEqualTo("2025-06-03T13:00:00Z");
        assertThat(openFrom("2025-06-03T23:59:00Z", brazil)).isEqualTo("2025-06-03T23:59:00Z");
        assertThat(openFrom("2025-06-04T00:00:00Z", brazil)).isEqualTo("2025-06-04T13:00:00Z");
    }

    @Test
    void shouldGoByTheFirstZoneWhereItIsAlwaysNightSomewhere() {
        List<ZoneId> everywhere = List.of(ZoneId.of("UTC"), ZoneId.of("UTC+8"), ZoneId.of("UTC-8"));
        assertThat(openFrom("2025-06-03T07:00:00Z", everywhere)).isEqualTo("2025-06-03T08:00:00Z");
    }

    @Test
    void shouldKnowHoursWithinOneDayToo() {
        QuietHours siesta = new QuietHours(LocalTime.of(14, 0), LocalTime.of(17, 0));
        assertThat(siesta.openFrom(Instant.parse("2025-06-02T13:00:00Z"), MADRID))
                .isEqualTo("2025-06-02T15:00:00Z");
        assertThat(siesta.openFrom(Instant.parse("2025-06-02T21:00:00Z"), MADRID))
                .isEqualTo("2025-06-02T21:00:00Z");
    }
}
