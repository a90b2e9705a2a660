package dev.rapport.events;

import static dev.rapport.events.EventType.ORDER_CANCELLED;
import static dev.rapport.events.EventType.ORDER_PLACED;
import static dev.rapport.events.RejectReason.ILL_TYPED;
import static dev.rapport.events.RejectReason.INVALID_JSON;
import static dev.rapport.events.RejectReason.KEY_MISMATCH;
import static dev.rapport.events.RejectReason.MISSING_FIELD;
import static dev.rapport.events.RejectReason.NOT_A_CLOUD_EVENT;
import static dev.rapport.events.RejectReason.OUT_OF_RANGE;
import static dev.rapport.events.RejectReason.TOO_LARGE;
import static dev.rapport.events.RejectReason.WRONG_TOPIC;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** what is set aside, and with which reason. */
class RejectionTest {

    private static final String ORDER = """
            {"sellerId":"s1","orderId":"o1","buyer":{"id":"b1"},\
            "items":[{"productId":"p1","quantity":1,"unitPrice":{"currency":"BRL","value":"39.90"}}],\
            "amount":{"currency":"BRL","value":"52.10"},"placedAt":"2026-11-22T10:00:00Z"}""";

    private static final String CANCELLED = """
            {"sellerId":"s1","orderId":"o1","cancelledAt":"2026-11-22T10:00:00Z"}""";

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("\"orderId\":\"o1\",", "", MISSING_FIELD, "orderId is missing"),
                arguments("\"sellerId\":\"s1\",", "", MISSING_FIELD, "sellerId is missing"),
                arguments("{\"id\":\"b1\"}", "{}", MISSING_FIELD, "buyer.id is missing"),
                arguments("\"o1\"", "null", ILL_TYPED, "orderId is null"),
                arguments("\"o1\"", "17", ILL_TYPED, "orderId is not a string"),
                arguments("\"o1\"", "[\"o1\"]", ILL_TYPED, "orderId is not a string"),
                arguments("\"o1\"", "\"\"", ILL_TYPED, "orderId is empty"),
                arguments("\"o1\"", "\"o 1\"", ILL_TYPED, "orderId does not match ^[A-Za-z0-9._:~-]{1,64}$"),
                arguments(
                        "\"o1\"", "\"" + "o".repeat(65) + "\"", ILL_TYPED, "orderId does not have 1 to 64 characters"),
                arguments("\"o1\"", "\"o1\",\"orderId\":\"o1\"", ILL_TYPED, "orderId occurs twice"),
                arguments("{\"id\":\"b1\"}", "\"b1\"", ILL_TYPED, "buyer is not an object"),
                arguments("\"items\":[", "\"items\":[null,", ILL_TYPED, "items[0] is null"),
                arguments("\"quantity\":1", "\"quantity\":\"1\"", ILL_TYPED, "items[0].quantity is not a whole number"),
                arguments("\"quantity\":1", "\"quantity\":1.0", ILL_TYPED, "items[0].quantity is not a whole number"),
                arguments("\"quantity\":1", "\"quantity\":0", OUT_OF_RANGE, "items[0].quantity is not at least 1"),
                arguments(
                        "\"quantity\":1",
                        "\"quantity\":4294967297",
                        OUT_OF_RANGE,
                        "items[0].quantity is too large a number"),
                arguments("\"39.90\"", "39.90", ILL_TYPED, "items[0].unitPrice.value is not a decimal string"),
                arguments("\"39.90\"", "\"39,90\"", ILL_TYPED, "items[0].unitPrice.value is not a decimal string"),
                arguments("\"39.90\"", "\"1e9\"", ILL_TYPED, "items[0].unitPrice.value is not a decimal string"),
                arguments("\"39.90\"", "\".5\"", ILL_TYPED, "items[0].unitPrice.value is not a decimal string"),
                arguments("\"39.90\"", "\"-0.01\"", OUT_OF_RANGE, "items[0].unitPrice.value is negative"),
                arguments(
                        "\"52.10\"",
                        "\"1234567890123456\"",
                        OUT_OF_RANGE,
                        "amount.value has more than 15 digits before or 6 behind the point"),
                arguments(
                        "\"amount\":{\"currency\":\"BRL\"",
                        "\"amount\":{\"currency\":\"brl\"",
                        ILL_TYPED,
                        "amount.currency does not match ^[A-Z]{3}$"),
                arguments(
                        "2026-11-22T10:00:00Z",
                        "2026-11-22T10:00:00+01:00",
                        ILL_TYPED,
                        "placedAt is not an RFC 3339 time in UTC with Z"),
                arguments(
                        "2026-11-22T10:00:00Z",
                        "2026-02-30T10:00:00Z",
                        ILL_TYPED,
                        "placedAt is not an RFC 3339 time in UTC with Z"),
                arguments("\"2026-11-22T10:00:00Z\"", "1795341600", ILL_TYPED, "placedAt is not a string"),
                arguments(
                        "2026-11-22T10:00:00Z",
                        "1970-12-31T23:59:59Z",
                        OUT_OF_RANGE,
                        "placedAt is not within the years 1971 to 2099"),
                arguments(
                        "2026-11-22T10:00:00Z",
                        "2100-01-01T00:00:00Z",
                        OUT_OF_RANGE,
                        "placedAt is not within the years 1971 to 2099"),
                arguments(
                        "2026-11-22T10:00:00Z\"",
                        "2026-11-22T10:00:00Z\",\"shipBy\":\"soon\"",
                        ILL_TYPED,
                        "shipBy is not an RFC 3339 time in UTC with Z"),
                arguments(
                        "\"id\":\"b1\"",
                        "\"id\":\"b1\",\"name\":\"A\\u0000\"",
                        OUT_OF_RANGE,
                        "buyer.name has the character U+0000"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void shouldNameTheFieldWhenOneIsWrong(String found, String put, RejectReason reason, String detail) {
        assertThat(ORDER).contains(found);

        Decoded decoded = ARecord.of(ORDER_PLACED, ORDER.replace(found, put)).decode();

        assertThat(decoded).isEqualTo(new Decoded.Rejected(reason, detail));
    }

    static Stream<Arguments> records() {
        return Stream.of(
                arguments(
                        "cut short",
                        cancelled().value(CANCELLED.substring(0, 40).getBytes(UTF_8)),
                        INVALID_JSON),
                arguments("not JSON", cancelled().value("order=o1".getBytes(UTF_8)), INVALID_JSON),
                arguments("empty", cancelled().value(new byte[0]), INVALID_JSON),
                arguments("more behind", cancelled().value((CANCELLED + "{}").getBytes(UTF_8)), INVALID_JSON),
                arguments(
                        "Latin 1",
                        cancelled().value(CANCELLED.replace("o1", "é").getBytes(ISO_8859_1)),
                        INVALID_JSON),
                arguments("UTF-16", cancelled().value(CANCELLED.getBytes(UTF_16LE)), INVALID_JSON),
                arguments("half a surrogate pair", cancelled().value(withField("\"x\":\"\\ud83d\"")), INVALID_JSON),
                arguments(
                        "nested too deep",
                        cancelled().value(withField("\"x\":" + "[".repeat(40) + "]".repeat(40))),
                        INVALID_JSON),
                arguments(
                        "a number without end",
                        cancelled().value(withField("\"x\":" + "1".repeat(2000))),
                        INVALID_JSON),
                arguments("an array", cancelled().value(("[" + CANCELLED + "]").getBytes(UTF_8)), ILL_TYPED),
                arguments("no value", cancelled().value(null), MISSING_FIELD),
                arguments("2 MB", cancelled().value(withField("\"x\":\"" + "y".repeat(2 << 20) + "\"")), TOO_LARGE),
                arguments("2 MB of rubbish", cancelled().value(new byte[2 << 20]), TOO_LARGE),
                arguments("no specversion", cancelled().without("ce_specversion"), NOT_A_CLOUD_EVENT),
                arguments("old specversion", cancelled().with("ce_specversion", "0.3"), NOT_A_CLOUD_EVENT),
                arguments("no id", cancelled().without("ce_id"), NOT_A_CLOUD_EVENT),
                arguments("empty id", cancelled().with("ce_id", ""), NOT_A_CLOUD_EVENT),
                arguments("long id", cancelled().with("ce_id", "i".repeat(129)), NOT_A_CLOUD_EVENT),
                arguments("NUL in the id", cancelled().with("ce_id", "a\0b"), NOT_A_CLOUD_EVENT),
                arguments("no source", cancelled().without("ce_source"), NOT_A_CLOUD_EVENT),
                arguments("empty source", cancelled().with("ce_source", ""), NOT_A_CLOUD_EVENT),
                arguments("no type", cancelled().without("ce_type"), NOT_A_CLOUD_EVENT),
                arguments("time that is none", cancelled().with("ce_time", "yesterday"), NOT_A_CLOUD_EVENT),
                arguments(
                        "another content type",
                        cancelled().with("content-type", "application/avro"),
                        NOT_A_CLOUD_EVENT),
                arguments("another topic", cancelled().on(Topic.MESSAGES), WRONG_TOPIC),
                arguments("another key", cancelled().key("s2"), KEY_MISMATCH),
                arguments("a longer key", cancelled().key("s12"), KEY_MISMATCH),
                arguments("no key", cancelled().key(null), KEY_MISMATCH));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("records")
    void shouldSaySoWhenTheRecordIsWrong(String what, ARecord record, RejectReason reason) {
        assertThat(record.decode()).isInstanceOfSatisfying(Decoded.Rejected.class, rejected -> {
            assertThat(rejected.reason()).as(what + ": " + rejected.detail()).isEqualTo(reason);
            assertThat(rejected.detail()).isNotBlank().hasSizeLessThan(200);
        });
    }

    private static ARecord cancelled() {
        return ARecord.of(ORDER_CANCELLED, CANCELLED);
    }

    private static byte[] withField(String field) {
        return CANCELLED.replace("{", "{" + field + ",").getBytes(UTF_8);
    }

    @Test
    void shouldNotQuoteBuyerTextWhenItIsMalformed() {
        String secret = "call me at 5551234";

        Decoded decoded = ARecord.of(ORDER_PLACED, ORDER.replace("\"o1\"", "'" + secret + "'"))
                .decode();

        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        assertThat(decoded.toString()).doesNotContain("5551234");
    }

    @Test
    void shouldTakeTheLargestEventWhenItIsExactlyTheBound() {
        String filler = "y".repeat(EventCodec.MAX_EVENT_BYTES - CANCELLED.length() - "\"x\":\"\",".length());
        byte[] largest = withField("\"x\":\"" + filler + "\"");
        assertThat(largest).hasSize(EventCodec.MAX_EVENT_BYTES);

        assertThat(cancelled().value(largest).decode()).isInstanceOf(Decoded.Event.class);
    }

    @Test
    void shouldSkipWhenTheTypeIsUnknown() {
        Decoded decoded =
                cancelled().with("ce_type", "rapport.order.cancelled.v2").decode();

        assertThat(decoded).isEqualTo(new Decoded.Unknown("rapport.order.cancelled.v2"));
    }

    @Test
    void shouldSkipWhenACompactedTopicHasATombstone() {
        assertThat(cancelled().on(Topic.SELLERS).value(null).decode())
                .isEqualTo(new Decoded.Unknown(Decoded.Unknown.TOMBSTONE));
    }

    @Test
    void shouldIgnoreWhenAFieldIsUnknownOrAnOptionalOneIsNull() {
        byte[] data = withField("\"x\":{\"orderId\":[1,{}]},\"carrier\":null");

        assertThat(cancelled().value(data).decode()).isInstanceOfSatisfying(Decoded.Event.class, decoded -> assertThat(
                        decoded.event().sellerId())
                .isEqualTo("s1"));
    }

    @Test
    void shouldTakePolicyViolationsWhenReviewOrCareWriteThemToTheirOwnTopics() {
        String data =
                "{\"sellerId\":\"s1\",\"rules\":[\"MSG-10.url\"],\"violatedAt\":\"2026-11-22T10:00:00Z\",\"strike\":true}";

        for (Topic topic : new Topic[] {Topic.MESSAGES, Topic.REVIEWS, Topic.CARE}) {
            assertThat(ARecord.of(EventType.POLICY_VIOLATED, data).on(topic).decode())
                    .isInstanceOf(Decoded.Event.class);
        }
        assertThat(ARecord.of(EventType.POLICY_VIOLATED, data).on(Topic.INBOUND).decode())
                .isInstanceOfSatisfying(Decoded.Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(WRONG_TOPIC));
    }
}
