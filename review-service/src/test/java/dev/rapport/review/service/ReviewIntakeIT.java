package dev.rapport.review.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.events.Buyer;
import dev.rapport.events.Decoded;
import dev.rapport.events.InboundEvent;
import dev.rapport.events.InboundEvent.BuyerReviewPosted;
import dev.rapport.events.InboundEvent.BuyerReviewRevised;
import dev.rapport.events.InboundEvent.OrderPlaced;
import dev.rapport.events.InboundEvent.SellerReviewReplyObserved;
import dev.rapport.events.Money;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewOverdue;
import dev.rapport.events.ReviewFact.ReviewReceived;
import dev.rapport.events.ReviewFact.ReviewReplied;
import dev.rapport.events.ReviewFact.ReviewRevised;
import dev.rapport.events.ReviewFact.ReviewStageCompleted;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.policy.DefaultProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of reviews on the topics becomes facts, once each, whatever the order and repetition. */
@QuarkusTest
@QuarkusTestResource(ReviewServers.class)
class ReviewIntakeIT {

    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ConfigProperty(name = "RAPPORT_KAFKA")
    String kafka;

    private Topics topics;

    @BeforeEach
    void connect() {
        topics = new Topics(kafka);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    /** REV-01, REV-02, X-02: classified, anchored at its posting, under a pack. */
    @Test
    void shouldTellOfAReviewAndItsFirstReply() {
        topics.tell(
                "first-",
                List.of(
                        posted("in-a", "r1", 2, "The parcel never arrived", NOON),
                        replied("in-a", "r1", "We are sorry", NOON.plusSeconds(3600)),
                        replied("in-a", "r1", "And once more", NOON.plusSeconds(7200)),
                        end("in-a")));

        List<Decoded.Event> facts = facts("in-a");

        assertThat(facts)
                .extracting(Decoded.Event::event)
                .containsExactly(
                        new ReviewReceived("in-a", "r1", "o-r1", "p1", "b1", "ES", 2, ReviewClass.LOGISTICS, NOON),
                        new ReviewReplied("in-a", "r1", NOON, NOON.plusSeconds(3600)));
        assertThat(facts).extracting(fact -> fact.envelope().pack()).containsOnly("aliexpress@2024-06");
        assertThat(facts).extracting(fact -> fact.envelope().source()).containsOnly("/rapport/review-service");
    }

    /** the same review under another event id, from another source of the marketplace, is the same review. */
    @Test
    void shouldTellOnceWhatIsToldTwice() {
        List<InboundEvent> told = List.of(
                posted("in-b", "r1", 1, "broken", NOON),
                revised("in-b", "r1", 4, NOON.plusSeconds(60)),
                replied("in-b", "r1", "Thank you", NOON.plusSeconds(90)));
        topics.tell("once-", told);
        topics.tell("once-", told);
        topics.tell("under-other-ids-", told);
        topics.tell("end-b-", List.of(end("in-b")));

        assertThat(events("in-b"))
                .containsExactly(
                        new ReviewReceived("in-b", "r1", "o-r1", "p1", "b1", "ES", 1, ReviewClass.PRODUCT, NOON),
                        new ReviewRevised("in-b", "r1", 1, 4, false, NOON),
                        new ReviewReplied("in-b", "r1", NOON, NOON.plusSeconds(90)));
    }

    @Test
    void shouldKeepARevisionAndAReplyUntilTheirReviewComes() {
        topics.tell(
                "early-",
                List.of(
                        replied("in-c", "r1", "Second", NOON.plusSeconds(900)),
                        revised("in-c", "r1", 5, NOON.plusSeconds(120)),
                        posted("in-c", "between", 3, null, NOON)));
        await().atMost(PATIENCE).until(() -> events("in-c", "between").size() == 1);
        topics.tell(
                "late-",
                List.of(
                        revised("in-c", "r1", 3, NOON.plusSeconds(60)),
                        replied("in-c", "r1", "First", NOON.plusSeconds(300)),
                        posted("in-c", "r1", 1, null, NOON),
                        end("in-c")));

        assertThat(events("in-c").stream().filter(event -> !event.toString().contains("between")))
                .containsExactly(
                        new ReviewReceived("in-c", "r1", "o-r1", "p1", "b1", "ES", 1, ReviewClass.PRODUCT, NOON),
                        new ReviewRevised("in-c", "r1", 1, 3, false, NOON),
                        new ReviewRevised("in-c", "r1", 3, 5, false, NOON),
                        new ReviewReplied("in-c", "r1", NOON, NOON.plusSeconds(300)));
    }

    /** A shuffled import tells of the same reviews and the same replies as one in order. */
    @Test
    void shouldTellTheSameOfAShuffledImport() {
        List<InboundEvent> disordered = new ArrayList<>(history("in-e", 7));
        disordered.addAll(disordered.subList(0, 100));
        Collections.shuffle(disordered, new Random(8));

        topics.tell("in-order-", history("in-d", 7));
        topics.tell("end-d-", List.of(end("in-d")));
        topics.tell("disordered-", disordered);
        topics.tell("end-e-", List.of(end("in-e")));

        assertThat(counted("in-e")).isNotEmpty().containsExactlyInAnyOrderElementsOf(counted("in-d"));
    }

    /** what cannot be judged yet is set aside and stops nothing. */
    @Test
    void shouldSetAsideWhatANotYetKnownPackMustJudge() {
        SellerChanged usual = DefaultProfile.of("in-f");
        SellerChanged strange = new SellerChanged(
                "in-f",
                "elsewhere",
                "elsewhere",
                usual.zone(),
                usual.accountType(),
                usual.verified(),
                usual.fulfilment(),
                usual.calendar(),
                usual.languages());
        topics.tell("profile-", List.of(strange));
        // Profiles and events come by two topics: tell of reviews until one meets the profile.
        int[] told = {0};
        await().atMost(PATIENCE).until(() -> {
            topics.tell("probe-" + told[0] + "-", List.of(posted("in-f", "probe-" + told[0]++, 5, null, NOON)));
            return !topics.setAside("in-f").isEmpty();
        });
        assertThat(topics.setAside("in-f")).containsOnly("NOT_APPLICABLE: the seller's pack is not here: elsewhere");

        topics.tell("usual-", List.of(usual));
        await().atMost(PATIENCE).until(() -> {
            topics.tell("again-" + told[0] + "-", List.of(posted("in-f", "again-" + told[0]++, 5, null, NOON)));
            return topics.heard(Topic.REVIEWS, "in-f").stream()
                    .anyMatch(fact -> fact.event().toString().contains("reviewId=again-"));
        });
    }

    /** what cannot be is set aside with its reason and blocks nothing behind it. */
    @Test
    void shouldSetAsideWhatCannotBe() {
        InboundEvent review = posted("in-g", "r1", 5, "good", NOON);
        InboundEvent order = new OrderPlaced(
                "in-g", "o1", new Buyer("b1", null, "ES", null), List.of(), Money.of("USD", "30.00"), NOON, null, null);
        topics.tellSpoilt("six-stars", "in-g", review, "\"stars\":5", "\"stars\":6");
        topics.tellSpoilt("no-stars", "in-g", review, "\"stars\":5", "\"stars\":0");
        topics.tellSpoilt("negative", "in-g", order, "30.00", "-30.00");
        topics.tellSpoilt("no-currency", "in-g", order, "\"USD\"", "\"dollars\"");
        topics.tellSpoilt("of-another-seller", "in-g", order, "\"in-g\"", "\"in-h\"");
        topics.tell("behind-", List.of(end("in-g")));

        assertThat(events("in-g")).isEmpty();
        await().atMost(PATIENCE).until(() -> topics.setAside("in-g").size() == 5);
        assertThat(topics.setAside("in-g"))
                .filteredOn(reason -> reason.startsWith("KEY_MISMATCH"))
                .hasSize(1);
    }

    /** What is told of reviews themselves; stages and overdue clocks are another test's business. */
    private List<Decoded.Event> facts(String seller) {
        await().atMost(PATIENCE).until(() -> !events(seller, "the-end").isEmpty());
        return topics.heard(Topic.REVIEWS, seller).stream()
                .filter(fact ->
                        !(fact.event() instanceof ReviewStageCompleted || fact.event() instanceof ReviewOverdue))
                .filter(fact -> !fact.event().toString().contains("the-end"))
                .toList();
    }

    private List<RapportEvent> events(String seller) {
        return facts(seller).stream().map(Decoded.Event::event).toList();
    }

    private List<RapportEvent> events(String seller, String reviewId) {
        return topics.heard(Topic.REVIEWS, seller).stream()
                .map(Decoded.Event::event)
                .filter(event -> event.toString().contains("reviewId=" + reviewId + ","))
                .toList();
    }

    /** What counters are made of: receipts and replies; only which revisions followed one another depends on arrival. */
    private List<String> counted(String seller) {
        return events(seller).stream()
                .filter(event -> !(event instanceof ReviewRevised))
                .map(event -> event.toString().replace(seller, "seller"))
                .toList();
    }

    private static List<InboundEvent> history(String seller, long seed) {
        Random random = new Random(seed);
        List<InboundEvent> told = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String review = "review-" + i;
            Instant at = NOON.plusSeconds(60L * i);
            told.add(posted(seller, review, 1 + random.nextInt(5), i % 2 == 0 ? "late delivery" : null, at));
            if (random.nextBoolean()) {
                told.add(revised(seller, review, 1 + random.nextInt(5), at.plusSeconds(30)));
            }
            if (random.nextBoolean()) {
                told.add(replied(seller, review, "Thanks", at.plusSeconds(3600)));
            }
        }
        return told;
    }

    /** Of the same seller, so on the same partition: when it is told, all before it is. */
    private static InboundEvent end(String seller) {
        return posted(seller, "the-end", 5, null, NOON);
    }

    private static BuyerReviewPosted posted(
            String seller, String review, int stars, @Nullable String text, Instant at) {
        Buyer buyer = new Buyer("b1", null, "ES", null);
        return new BuyerReviewPosted(seller, review, "o-" + review, "p1", buyer, stars, null, text, at);
    }

    private static BuyerReviewRevised revised(String seller, String review, int stars, Instant at) {
        return new BuyerReviewRevised(seller, review, stars, null, at);
    }

    private static SellerReviewReplyObserved replied(String seller, String review, String text, Instant at) {
        return new SellerReviewReplyObserved(seller, review, text, at, null);
    }
}
