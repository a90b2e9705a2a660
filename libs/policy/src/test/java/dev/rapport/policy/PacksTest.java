package dev.rapport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.events.Money;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped packs say what the rulebook says. */
class PacksTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Packs packs = Packs.load(null);
    private final Pack aliexpress = packs.pack("aliexpress", NOW);
    private final Pack amazon = packs.pack("amazon", NOW);

    @Test
    void shouldShipBothPacksInVersion202406() {
        assertThat(packs.names()).containsExactly("aliexpress", "amazon");
        assertThat(aliexpress.label()).isEqualTo("aliexpress@2024-06");
        assertThat(amazon.label()).isEqualTo("amazon@2024-06");
    }

    @Test
    void shouldUseTheFirstVersionWhenAskedForAnEarlierInstant() {
        assertThat(packs.pack("aliexpress", Instant.parse("2016-09-05T00:00:00Z")))
                .isSameAs(aliexpress);
    }

    @Test
    void shouldRefuseAnUnknownName() {
        assertThatThrownBy(() -> packs.pack("shop", NOW)).isInstanceOf(UnknownPackException.class);
    }

    /** MSG-04: the table of clocks. */
    @Test
    void shouldRunTheClocksOfTheRulebook() {
        assertThat(aliexpress.clock(ClockName.FIRST_RESPONSE))
                .isEqualTo(new Clock(
                        Clock.Start.TURN_OPENED,
                        Duration.ofHours(2),
                        Clock.Calendar.WORKING,
                        Clock.MetBy.ANY_REPLY,
                        null));
        assertThat(amazon.clock(ClockName.FIRST_RESPONSE))
                .isEqualTo(new Clock(
                        Clock.Start.TURN_OPENED,
                        Duration.ofHours(12),
                        Clock.Calendar.NONE,
                        Clock.MetBy.ANY_REPLY,
                        null));
        for (Pack pack : List.of(aliexpress, amazon)) {
            assertThat(pack.clock(ClockName.ANSWER).after()).isEqualTo(Duration.ofHours(24));
            assertThat(pack.clock(ClockName.FOLLOW_UP).from()).isEqualTo(Clock.Start.AUTO_REPLY);
            assertThat(pack.clock(ClockName.HOUSE).notAfter()).isEqualTo(ClockName.ANSWER);
            assertThat(pack.clocks().warnAt()).isEqualTo(0.75);
        }
    }

    /** MSG-04: 09:00–22:00 Mon–Fri Asia/Shanghai. */
    @Test
    void shouldGiveTheDefaultProfileTheDefaultHours() {
        var profile = DefaultProfile.of("s1");
        assertThat(profile.zone()).isEqualTo("Asia/Shanghai");
        assertThat(profile.pack()).isEqualTo("aliexpress");
        WorkingCalendar calendar = new WorkingCalendar(profile.calendar(), ZoneId.of(profile.zone()));
        assertThat(calendar.nextOpening(Instant.parse("2026-11-21T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-23T01:00:00Z"));
    }

    /** MSG-06: by the pack's dated rates; an unknown currency is neither. */
    @Test
    void shouldValueOrdersInOtherCurrencies() {
        LocalDate day = LocalDate.of(2026, 11, 22);
        assertThat(aliexpress.triage().highValue(Money.of("USD", "50"), day)).contains(true);
        assertThat(aliexpress.triage().highValue(Money.of("BRL", "136.23"), day))
                .contains(false);
        assertThat(aliexpress.triage().highValue(Money.of("EUR", "47.00"), day)).contains(true);
        assertThat(aliexpress.triage().highValue(Money.of("XTS", "9999"), day)).isEmpty();
    }

    /** MSG-20, MSG-12, REV-04, CARE-04: where the two marketplaces disagree. */
    @Test
    void shouldLetThePackDecideWhereMarketplacesDisagree() {
        assertThat(aliexpress.messages().maxLength()).isEqualTo(1000);
        assertThat(amazon.messages().maxLength()).isEqualTo(2000);
        assertThat(aliexpress.messages().html()).isTrue();
        assertThat(amazon.messages().html()).isFalse();
        assertThat(aliexpress.lowQuality().overTemplated()).isNull();
        assertThat(amazon.lowQuality().overTemplated()).isEqualTo(new LowQuality.OverTemplated(0.95, 20));
        assertThat(aliexpress.reviews().invitation().allowed()).isTrue();
        assertThat(amazon.reviews().invitation().allowed()).isFalse();
        assertThat(amazon.reviews().stages()).doesNotContainKey(Stage.INVITATION);
        assertThat(aliexpress.care().eligibility().automated()).isTrue();
        assertThat(amazon.care().eligibility().automated()).isFalse();
        assertThat(aliexpress.metric(Metric.ANSWER_RATE_24H).redLine()).isEqualTo(0.95);
        assertThat(amazon.metric(Metric.ANSWER_RATE_24H).redLine()).isEqualTo(0.90);
    }

    /** SCO-02: message quality weighs 30 % by the marketplace's word, all else is ours. */
    @Test
    void shouldWeighTheComponentsOfTheScore() {
        assertThat(aliexpress.score().components())
                .extracting(ScoreComponent::name, ScoreComponent::weight)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("answering", 20.0),
                        org.assertj.core.groups.Tuple.tuple("promptness", 10.0),
                        org.assertj.core.groups.Tuple.tuple("quality", 30.0),
                        org.assertj.core.groups.Tuple.tuple("reviews", 20.0),
                        org.assertj.core.groups.Tuple.tuple("disputes", 15.0),
                        org.assertj.core.groups.Tuple.tuple("care", 5.0));
        assertThat(aliexpress.score().components())
                .filteredOn(component -> component.source() == ScoreComponent.Source.MARKETPLACE)
                .extracting(ScoreComponent::name)
                .containsExactly("quality");
        assertThat(amazon.score().components())
                .extracting(ScoreComponent::name)
                .containsExactly("answering", "quality", "disputes");
    }

    /** Score arithmetic: deadlines of the metrics, and care coverage without a red line. */
    @Test
    void shouldGiveMetricsTheirDeadlines() {
        assertThat(aliexpress.metric(Metric.REVIEW_REPLY_RATE_48H).deadlineHours())
                .isEqualTo(48);
        assertThat(aliexpress.metric(Metric.STAGE_RATE_INVITATION).deadlineHours())
                .isEqualTo(168);
        assertThat(aliexpress.metric(Metric.CARE_COVERAGE).redLine()).isNull();
        assertThat(Metric.named("stage_rate.apology")).isEqualTo(Metric.STAGE_RATE_APOLOGY);
    }

    /** SCO-03. */
    @Test
    void shouldNameTheStandingRules() {
        assertThat(aliexpress.standing())
                .extracting(StandingRule::name)
                .containsExactly(
                        "choice-suspended", "search-demoted", "reviews-demoted", "new-product-traffic-limited");
        assertThat(amazon.standing())
                .last()
                .isEqualTo(new StandingRule.Repetition("account-review", "service-defect-warning", 3));
    }

    /** REV-01: every class has words in all six languages. */
    @Test
    void shouldHaveKeywordsOfEveryClassInSixLanguages() {
        var keywords = aliexpress.reviews().classes().keywords();
        for (ReviewClass reviewClass : ReviewClass.values()) {
            assertThat(keywords.get(reviewClass.name())).containsOnlyKeys("zh", "en", "es", "pt", "fr", "ru");
        }
    }

    /** Score arithmetic: linear between the points, flat outside. */
    @Test
    void shouldReadCurves() {
        Curve curve = aliexpress.score().components().getFirst().curve();
        assertThat(curve.at(0.1)).isZero();
        assertThat(curve.at(0.70)).isZero();
        assertThat(curve.at(0.80)).isCloseTo(30, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(curve.at(0.95)).isEqualTo(80);
        assertThat(curve.at(0.98)).isEqualTo(100);
        assertThat(curve.at(1)).isEqualTo(100);
    }
}
