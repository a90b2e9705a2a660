package dev.rapport.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** What the outbox keeps in its columns. */
class OutboxTest {

    @Test
    void shouldKeepHeadersAsTheyCameWhenTheyAreAnyBytesOrNone() {
        List<Header> headers = List.of(
                new RecordHeader("ce_id", "ä".getBytes(UTF_8)),
                new RecordHeader("raw", new byte[] {0, -1, 127}),
                new RecordHeader("empty", new byte[0]),
                new RecordHeader("none", null),
                new RecordHeader("ce_id", "twice".getBytes(UTF_8)));

        assertThat(HeaderBlock.unpack(HeaderBlock.pack(headers))).isEqualTo(headers);
        assertThat(HeaderBlock.unpack(HeaderBlock.pack(List.of()))).isEmpty();
    }

    @Test
    void shouldNeverMoveASellerToAnotherBucketBecauseConsumersRememberByIt() {
        // Known values, computed apart from this code: a change here would make every consumer take new facts for
        // repeats.
        assertThat(IntStream.range(0, 8)
                        .map(i -> Bucket.of("seller-" + i))
                        .boxed()
                        .toList())
                .isEqualTo(List.of(9, 10, 14, 13, 6, 5, 1, 2));
    }

    @Test
    void shouldSpreadSellersOverAllBuckets() {
        var sizes = IntStream.range(0, 16_000)
                .mapToObj(i -> Bucket.of("olist-" + i))
                .collect(Collectors.groupingBy(b -> b, Collectors.counting()));

        assertThat(sizes).hasSize(Bucket.COUNT);
        assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isBetween(800L, 1200L));
    }
}
