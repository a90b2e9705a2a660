package dev.rapport.message.quality.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.QualityFlag;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.policy.LowQuality;
import dev.rapport.policy.Packs;
import dev.rapport.text.quality.CaseDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** MSG-12: {@code REPEATED} and {@code OVER_TEMPLATED}. */
class LatelySentTest {

    private static final Instant NOW = Instant.parse("2024-07-02T10:00:00Z");
    private static final LowQuality ALIEXPRESS =
            Packs.load(null).pack("aliexpress", NOW).lowQuality();
    private static final LowQuality AMAZON =
            Packs.load(null).pack("amazon", NOW).lowQuality();
    private static final String USUAL =
            "Thank you for your message. We have checked with the warehouse and will come back to you with news. We know"
                    + " how much you look forward to it and are sorry for the wait. Have a good day and thank you again.";

    private final LatelySent lately = new LatelySent();
    private int count;

    @Test
    void shouldFlagTheFourthOfOneTextToOneBuyerHoweverItIsSpaced() {
        assertThat(send("b1", "Is it there?", 0, ALIEXPRESS)).isEmpty();
        assertThat(send("b1", "IS IT THERE ???", 60, ALIEXPRESS)).isEmpty();
        assertThat(send("b2", "Is it there?", 90, ALIEXPRESS)).isEmpty();
        assertThat(send("b1", "is it there", 120, ALIEXPRESS)).isEmpty();
        assertThat(send("b1", "Is  it there!", 180, ALIEXPRESS)).containsExactly(QualityFlag.REPEATED);
        assertThat(send("b1", "Is it here?", 240, ALIEXPRESS)).isEmpty();
        assertThat(send("b2", "Is it there?", 300, ALIEXPRESS)).isEmpty();
    }

    @Test
    void shouldForgetWhatWentOutThirtyDaysBefore() {
        long days = Duration.ofDays(30).toSeconds();
        send("b1", "Hello", 0, ALIEXPRESS);
        send("b1", "Hello", 1, ALIEXPRESS);
        send("b1", "Hello", 2, ALIEXPRESS);

        assertThat(send("b1", "Hello", days, ALIEXPRESS)).isEmpty();
        assertThat(send("b1", "Hello", days + 1, ALIEXPRESS)).isEmpty();
        assertThat(send("b1", "Hello", days + 1, ALIEXPRESS)).containsExactly(QualityFlag.REPEATED);
    }

    /** Law: of n within the time n - 3 are flagged, in whatever order they are told. */
    @Test
    void shouldFlagAllButThreeInWhateverOrderTheyAreTold() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            List<Integer> seconds = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(8); i++) {
                seconds.add(random.nextInt((int) Duration.ofDays(29).toSeconds()));
            }
            Collections.shuffle(seconds, random);
            String buyer = "seed" + seed;
            long flagged = seconds.stream()
                    .filter(second -> !send(buyer, "Hello", second, ALIEXPRESS).isEmpty())
                    .count();
            assertThat(flagged).as("seed %s", seed).isEqualTo(seconds.size() - 3);
        }
    }

    @Test
    void shouldFlagWhatEverybodyGetsOnAmazonOnly() {
        assertThat(send("b1", USUAL, 0, AMAZON)).isEmpty();
        assertThat(send("b2", USUAL.replace("checked", "check'd"), 60, AMAZON))
                .containsExactly(QualityFlag.OVER_TEMPLATED);
        assertThat(send("b3", USUAL + " Order 8123.", 120, AMAZON, "8123")).isEmpty();
        assertThat(send("b4", "We have found your parcel at the pick-up point in the station.", 180, AMAZON))
                .isEmpty();
        assertThat(send("b5", USUAL, 240, ALIEXPRESS)).isEmpty();
    }

    @Test
    void shouldNotCompareWithTheSameBuyerNorWithMoreThanTwentyNorAutomaticOnes() {
        send("b1", USUAL, 0, AMAZON);
        assertThat(send("b1", USUAL, 1, AMAZON)).isEmpty();
        assertThat(flags(out("b2", USUAL, 2, By.AUTO), AMAZON, "")).isEmpty();
        for (int i = 0; i < 20; i++) {
            send(
                    "other" + i,
                    "Something else altogether, number " + i * 7919 + " of many " + "x".repeat(i),
                    3 + i,
                    AMAZON);
        }

        assertThat(send("b3", USUAL, 60, AMAZON)).isEmpty();
        assertThat(send("b4", USUAL, 61, AMAZON)).containsExactly(QualityFlag.OVER_TEMPLATED);
    }

    @Test
    void shouldCountCareMessagesAmongRepeatsAndCompareWithNone() {
        for (int i = 0; i < 3; i++) {
            lately.went(out("b1", USUAL, i, By.HUMAN), true);
        }

        assertThat(send("b2", USUAL, 10, AMAZON)).isEmpty();
        assertThat(send("b1", USUAL, 11, ALIEXPRESS)).containsExactly(QualityFlag.REPEATED);
        var judged = new Judgement(
                        80,
                        List.of(QualityFlag.EMPTY),
                        new Judgement.Imprint("b1", out("b1", USUAL, 0, By.AUTO).textKey(), true))
                .ofCare();
        assertThat(judged.flags()).isEmpty();
        assertThat(judged.imprint()).isNotNull();
    }

    private List<QualityFlag> send(String buyer, String text, long second, LowQuality rules, String... details) {
        Outgoing out = out(buyer, text, second, By.HUMAN);
        var found = flags(out, rules, details);
        lately.went(out, false);
        return found;
    }

    private List<QualityFlag> flags(Outgoing out, LowQuality rules, String... details) {
        return lately.judge(out, Judgement.NONE, () -> new CaseDetails(List.of(details)), rules)
                .flags();
    }

    private Outgoing out(String buyer, String text, long second, By by) {
        var key = new MessageKey(new ConversationKey("s1", "c-" + buyer), "m" + count++);
        return new Outgoing(key, buyer, text, NOW.plusSeconds(second), by);
    }
}
