package dev.rapport.review.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.ReviewClass;
import dev.rapport.policy.Packs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** REV-01 against labels that a person gave before the tables were tuned; only the tuning half was looked at afterwards. */
class LabelledReviewsTest {
    private static final Path FILE = Path.of("../../shared/data/olist.ndjson");

    private record Label(String reviewId, ReviewClass reviewClass, String half) {}

    /** How often a labelled class was guessed as another. */
    private static final class Confusion {
        private static final int CLASSES = ReviewClass.values().length;
        private final int[][] counts = new int[CLASSES][CLASSES];

        void add(ReviewClass labelled, ReviewClass guessed) {
            counts[labelled.ordinal()][guessed.ordinal()]++;
        }

        /** Over the classes that occur among the labels. */
        double macroF1(Set<ReviewClass> labelled) {
            return labelled.stream().mapToDouble(this::f1).average().orElseThrow();
        }

        private double f1(ReviewClass of) {
            int hit = counts[of.ordinal()][of.ordinal()];
            int labelled = Arrays.stream(counts[of.ordinal()]).sum();
            int guessed =
                    Arrays.stream(counts).mapToInt(row -> row[of.ordinal()]).sum();
            return labelled + guessed == 0 ? 0 : 2.0 * hit / (labelled + guessed);
        }

        @Override
        public String toString() {
            return Arrays.deepToString(counts);
        }
    }

    @Test
    void shouldAgreeWithAPersonOnTheHalfNotUsedForTuning() throws IOException {
        assumeThat(FILE).exists();
        List<Label> labels = labels();
        assertThat(labels).hasSizeGreaterThanOrEqualTo(150);
        Map<String, BuyerReviewPosted> reviews = reviews();
        Classifier classifier = new Classifier(
                Packs.load(null).pack("aliexpress", Instant.EPOCH).reviews().classes());
        Map<String, Confusion> halves = new HashMap<>(Map.of("tuning", new Confusion(), "held-out", new Confusion()));
        Set<ReviewClass> labelled = EnumSet.noneOf(ReviewClass.class);
        for (Label label : labels) {
            BuyerReviewPosted review = Objects.requireNonNull(reviews.get(label.reviewId), "it is in the file");
            labelled.add(label.reviewClass);
            Objects.requireNonNull(halves.get(label.half))
                    .add(
                            label.reviewClass,
                            classifier.classify(review.title(), review.text()).guess());
        }
        halves.forEach((half, confusion) -> System.out.printf(
                "[classes] %s: macro-F1 %.3f, labelled × guessed of %s: %s%n",
                half, confusion.macroF1(labelled), Arrays.toString(ReviewClass.values()), confusion));
        assertThat(Objects.requireNonNull(halves.get("held-out")).macroF1(labelled))
                .isGreaterThanOrEqualTo(0.70);
    }

    private static List<Label> labels() throws IOException {
        try (InputStream csv = LabelledReviewsTest.class.getResourceAsStream("/labels/olist-sample.csv")) {
            String text = new String(Objects.requireNonNull(csv).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Label(cells[0], ReviewClass.valueOf(cells[1]), cells[2]))
                    .toList();
        }
    }

    private static Map<String, BuyerReviewPosted> reviews() throws IOException {
        EventCodec codec = new EventCodec();
        Map<String, BuyerReviewPosted> reviews = new HashMap<>();
        for (String line : Files.readAllLines(FILE)) {
            if (codec.decodeStructured(line.getBytes(StandardCharsets.UTF_8)) instanceof Decoded.Event event
                    && event.event() instanceof BuyerReviewPosted review) {
                reviews.putIfAbsent(review.reviewId(), review);
            }
        }
        return reviews;
    }
}
