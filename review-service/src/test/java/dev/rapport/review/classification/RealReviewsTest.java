package dev.rapport.review.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.ReviewClass;
import dev.rapport.policy.Packs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** REV-01 on real reviews. */
class RealReviewsTest {

    private static final Path FILE = Path.of("../../shared/data/olist.ndjson");

    @Test
    void shouldFindLogisticsAndServiceAndAccuseNobodyOfMalice() throws IOException {
        assumeThat(FILE).exists();
        EventCodec codec = new EventCodec();
        Classifier classifier = new Classifier(
                Packs.load(null).pack("aliexpress", Instant.EPOCH).reviews().classes());
        Map<ReviewClass, Integer> mix = new EnumMap<>(ReviewClass.class);
        try (var lines = Files.lines(FILE)) {
            lines.forEach(line -> {
                if (codec.decodeStructured(line.getBytes(StandardCharsets.UTF_8)) instanceof Decoded.Event event
                        && event.event() instanceof BuyerReviewPosted review
                        && review.text() != null) {
                    mix.merge(classifier.classify(review.title(), review.text()).guess(), 1, Integer::sum);
                }
            });
        }
        System.out.println("[classes] of real reviews with a text: " + mix);
        assertThat(mix).doesNotContainKey(ReviewClass.MALICIOUS);
        assertThat(mix.get(ReviewClass.LOGISTICS)).isGreaterThan(100);
        assertThat(mix.get(ReviewClass.SERVICE)).isGreaterThan(20);
    }
}
