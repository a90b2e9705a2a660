package dev.rapport.events;

import static dev.rapport.events.RejectReason.ILL_TYPED;
import static dev.rapport.events.RejectReason.INVALID_JSON;
import static dev.rapport.events.RejectReason.MISSING_FIELD;
import static dev.rapport.events.RejectReason.NOT_A_CLOUD_EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Structured mode, over Kafka and without. */
class StructuredModeTest {

    private static final String DATA =
            "{\"sellerId\":\"s1\",\"orderId\":\"o1\",\"cancelledAt\":\"2026-11-22T10:00:00.250Z\"}";
    private static final InboundEvent.OrderCancelled CANCELLED =
            new InboundEvent.OrderCancelled("s1", "o1", Instant.parse("2026-11-22T10:00:00.250Z"));
    private static final String EVENT = """
            {"specversion":"1.0","id":"e1","source":"/erp","type":"rapport.order.cancelled.v1",\
            "time":"2026-11-22T12:00:00+02:00","subject":"o1","datacontenttype":"application/json",\
            "sequence":"%s","pack":"aliexpress@2024-06","traceparent":"00-a-b-01","data":%s}""".formatted(new Sequence(1, 2, 3).text(), DATA);

    private final EventCodec codec = new EventCodec();

    @Test
    void shouldReadEveryAttributeWhenTheyAreInTheValue() {
        Decoded decoded = ARecord.structured(Topic.INBOUND, EVENT).decode();

        Envelope envelope = new Envelope(
                "e1",
                "/erp",
                EventType.ORDER_CANCELLED,
                Instant.parse("2026-11-22T10:00:00Z"),
                "o1",
                new Sequence(1, 2, 3),
                "aliexpress@2024-06",
                "00-a-b-01",
                false);
        assertThat(decoded).isEqualTo(new Decoded.Event(envelope, CANCELLED));
        assertThat(codec.decodeStructured(EVENT.getBytes(UTF_8))).isEqualTo(decoded);
    }

    @Test
    void shouldReadTheDataWhenItStandsBeforeTheType() {
        String event = " {\"data\" :\t" + DATA
                + " , \"ext\":{\"a\":[1]},\"n\":7,\"type\":\"rapport.order.cancelled.v1\",\"source\":\"/é\",\"id\":\"e1\",\"specversion\":\"1.0\"} ";

        assertThat(codec.decodeStructured(event.getBytes(UTF_8)))
                .isInstanceOfSatisfying(Decoded.Event.class, decoded -> {
                    assertThat(decoded.event()).isEqualTo(CANCELLED);
                    assertThat(decoded.envelope().source()).isEqualTo("/é");
                });
    }

    @Test
    void shouldReadTheDataWhenItIsBase64() {
        String base64 = "\"data_base64\":\"" + Base64.getEncoder().encodeToString(DATA.getBytes(UTF_8)) + "\"";

        assertThat(codec.decodeStructured(
                        EVENT.replace("\"data\":" + DATA, base64).getBytes(UTF_8)))
                .isInstanceOfSatisfying(Decoded.Event.class, decoded -> assertThat(decoded.event())
                        .isEqualTo(CANCELLED));
    }

    @Test
    void shouldBeAReplayWhenTheHeaderSaysSo() {
        Decoded decoded = ARecord.structured(Topic.INBOUND, EVENT)
                .with(DeadLetterHeaders.REPLAY, "true")
                .decode();

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Event.class, event -> assertThat(
                        event.envelope().replay())
                .isTrue());
    }

    @Test
    void shouldCheckTopicAndKeyWhenItCameOverKafka() {
        assertThat(ARecord.structured(Topic.CARE, EVENT).decode())
                .hasToString(
                        "Rejected[reason=WRONG_TOPIC, detail=rapport.order.cancelled.v1 does not belong on rapport.care]");
        assertThat(ARecord.structured(Topic.INBOUND, EVENT).key("s2").decode())
                .hasToString("Rejected[reason=KEY_MISMATCH, detail=The record key is not the sellerId]");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("\"specversion\":\"1.0\",", "", NOT_A_CLOUD_EVENT, "specversion is missing"),
                arguments(
                        "\"specversion\":\"1.0\"",
                        "\"specversion\":1.0",
                        NOT_A_CLOUD_EVENT,
                        "specversion is not a string"),
                arguments("\"id\":\"e1\"", "\"id\":null", NOT_A_CLOUD_EVENT, "id is missing"),
                arguments("\"id\":\"e1\"", "\"id\":\"\"", NOT_A_CLOUD_EVENT, "id must have 1 to 128 characters"),
                arguments(
                        "\"id\":\"e1\"",
                        "\"id\":\"e1\",\"id\":\"e2\"",
                        ILL_TYPED,
                        "An attribute of the event occurs twice"),
                arguments(
                        "\"application/json\"",
                        "\"text/xml\"",
                        NOT_A_CLOUD_EVENT,
                        "datacontenttype is not application/json"),
                arguments(DATA, "\"" + "text" + "\"", ILL_TYPED, "is not a JSON object"),
                arguments(DATA, "null", MISSING_FIELD, "data is missing"),
                arguments("\"o1\",\"cancelledAt\"", "7,\"cancelledAt\"", ILL_TYPED, "orderId is not a string"),
                arguments("\"data\":{", "\"data\":{{", INVALID_JSON, "The JSON is malformed at byte"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldSaySoWhenTheEventIsWrong(String found, String put, RejectReason reason, String detail) {
        assertThat(EVENT).contains(found);

        Decoded decoded = codec.decodeStructured(EVENT.replace(found, put).getBytes(UTF_8));

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Rejected.class, rejected -> {
            assertThat(rejected.detail()).startsWith(detail);
            assertThat(rejected.reason()).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @MethodSource("notEvents")
    void shouldSaySoWhenItIsNoEventAtAll(String value, RejectReason reason) {
        assertThat(codec.decodeStructured(value.getBytes(UTF_8)))
                .isInstanceOfSatisfying(Decoded.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    static Stream<Arguments> notEvents() {
        return Stream.of(
                arguments("", INVALID_JSON),
                arguments("null", NOT_A_CLOUD_EVENT),
                arguments("[]", NOT_A_CLOUD_EVENT),
                arguments("{}", NOT_A_CLOUD_EVENT),
                arguments("{} {}", INVALID_JSON),
                arguments("{\"id\":", INVALID_JSON));
    }
}
