package dev.rapport.text.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Scene;
import dev.rapport.policy.Pack;
import dev.rapport.policy.TemplateTable.ShippedTemplate;
import dev.rapport.text.PlainText;
import dev.rapport.text.ShippedPacks;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screening;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-08: the library that is shipped. */
class ShippedTemplatesTest {

    private static final List<Pack> PACKS = List.of(ShippedPacks.ALIEXPRESS, ShippedPacks.AMAZON);
    private static final Map<String, ShippedTemplate> LIBRARY =
            ShippedPacks.ALIEXPRESS.texts().templates().templates();

    /** Values that a store might have; each is short, none is told apart by screening. */
    private static final Map<Variable, String> VALUES = Arrays.stream(Variable.values())
            .collect(Collectors.toUnmodifiableMap(variable -> variable, ShippedTemplatesTest::value));

    @Test
    void shouldHoldTwentyBaseAndFiftySceneTemplatesInChineseAndEnglish() {
        Collection<ShippedTemplate> all = LIBRARY.values();

        assertThat(all).allSatisfy(template -> assertThat(template.texts()).containsKeys("zh", "en"));
        assertThat(all.stream().filter(template -> template.scene() == null).count())
                .isGreaterThanOrEqualTo(20);
        assertThat(all.stream().filter(template -> template.scene() != null).count())
                .isGreaterThanOrEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "pt", "fr", "ru"})
    void shouldHoldTenTemplatesIn(String language) {
        assertThat(LIBRARY.values().stream()
                        .filter(template -> template.texts().containsKey(language))
                        .count())
                .isGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowEveryScene(Scene scene) {
        assertThat(LIBRARY.values()).anyMatch(template -> template.scene() == scene);
    }

    @Test
    void shouldNameTheSameVariablesInEveryLanguage() {
        LIBRARY.forEach((name, template) -> {
            Set<Set<Variable>> variables = template.texts().values().stream()
                    .map(text -> sound(name, text).variables())
                    .collect(Collectors.toSet());
            assertThat(variables).as(name).hasSize(1);
        });
    }

    @Test
    void shouldUseEveryVariable() {
        Set<Variable> used = EnumSet.noneOf(Variable.class);
        LIBRARY.forEach((name, template) -> template.texts()
                .values()
                .forEach(text -> used.addAll(sound(name, text).variables())));
        // Left for sellers' own templates.
        used.addAll(Set.of(Variable.AGENT_NAME, Variable.ORDER_DATE, Variable.SHIPPING_DATE, Variable.RETURN_ADDRESS));

        assertThat(used).containsExactlyInAnyOrder(Variable.values());
    }

    /** MSG-10, MSG-20: as it stands, and with its values in their places. */
    @Test
    void shouldPassScreeningAndThePacksBounds() {
        Set<String> faults = new TreeSet<>();
        for (Pack pack : PACKS) {
            Screening screening = Screening.of(pack);
            LIBRARY.forEach((name, template) -> template.texts().forEach((language, text) -> {
                String where = pack.name() + " " + name + " " + language + ": ";
                screening.screen(text, Purpose.TEMPLATE).findings().forEach(one -> faults.add(where + one));
                String full = rendered(name, text);
                screening
                        .screen(full, Purpose.REPLY)
                        .findings()
                        .forEach(one -> faults.add(where + one + " in " + full));
                PlainText.faults(
                                full,
                                pack.messages().maxLength(),
                                pack.messages().html())
                        .forEach(one -> faults.add(where + one));
            }));
        }

        assertThat(faults).isEmpty();
    }

    private static String rendered(String name, String text) {
        return switch (sound(name, text).render(VALUES)) {
            case Template.Complete(String full) -> full;
            case Template.Incomplete(Set<Variable> missing) -> throw new AssertionError(name + " lacks " + missing);
        };
    }

    private static Template sound(String name, String text) {
        return switch (Template.parse(text)) {
            case Template.Sound(Template template) -> template;
            case Template.Faulty(List<TemplateFault> faults) -> throw new AssertionError(name + ": " + faults);
        };
    }

    private static String value(Variable variable) {
        return Objects.requireNonNull(
                switch (variable) {
                    case BUYER_NAME -> "Ana";
                    case BUYER_COUNTRY -> "ES";
                    case STORE_NAME -> "Blue Harbour";
                    case AGENT_NAME -> "Mei";
                    case ORDER_ID -> "8012345678901234";
                    case ORDER_DATE -> "2026-03-01";
                    case ORDER_AMOUNT, PRODUCT_PRICE, REFUND_AMOUNT, COUPON_AMOUNT, CUSTOMS_FEE -> "USD 12.50";
                    case ORDER_ADDRESS, RETURN_ADDRESS -> "Calle Mayor 1, 28013 Madrid";
                    case PRODUCT_NAME -> "Trail Lamp 200";
                    case PRODUCT_OPTION -> "blue, M";
                    case PRODUCT_ALTERNATIVE -> "green, L";
                    case PRODUCT_MEASURE -> "30 x 20 cm";
                    case STOCK_DATE, TRACKING_DATE, SHIPPING_DATE, DELIVERY_DATE, REFUND_DATE, RETURN_DATE ->
                        "2026-03-09";
                    case TRACKING_NUMBER -> "LP00123456789012";
                    case TRACKING_CARRIER -> "Correos";
                    case TRACKING_STATUS -> "in transit";
                    case TRACKING_PLACE -> "Madrid";
                    case SHIPPING_DAYS -> "10";
                    case COUPON_CODE -> "SPRING5";
                    case REPLY_TIME -> "09:00";
                    case ISSUE -> "the strap";
                });
    }
}
