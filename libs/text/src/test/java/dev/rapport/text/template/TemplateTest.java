package dev.rapport.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.rapport.text.template.Template.Complete;
import dev.rapport.text.template.Template.Faulty;
import dev.rapport.text.template.Template.Incomplete;
import dev.rapport.text.template.Template.Sound;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-08: variables are checked when a template is saved and when it is rendered. */
class TemplateTest {

    @Test
    void shouldPutEveryValueInItsPlace() {
        Template template = sound("Hello {{buyer.name}}, {{ order.id }} is with {{tracking.carrier}}; {{order.id}}!");

        assertThat(template.variables())
                .containsExactly(Variable.BUYER_NAME, Variable.ORDER_ID, Variable.TRACKING_CARRIER);
        assertThat(template.render(Map.of(
                        Variable.BUYER_NAME, "Ana",
                        Variable.ORDER_ID, "8012",
                        Variable.TRACKING_CARRIER, "Correos",
                        Variable.ISSUE, "unasked")))
                .isEqualTo(new Complete("Hello Ana, 8012 is with Correos; 8012!"));
    }

    @Test
    void shouldRenderNothingWhileAValueIsMissingOrBlank() {
        Template template = sound("{{buyer.name}}: {{order.id}} {{issue}}");

        assertThat(template.render(Map.of(Variable.ORDER_ID, " \t", Variable.ISSUE, "late")))
                .asInstanceOf(type(Incomplete.class))
                .satisfies(incomplete ->
                        assertThat(incomplete.missing()).containsExactly(Variable.BUYER_NAME, Variable.ORDER_ID));
    }

    @Test
    void shouldTakeBracesInAValueAsTheyAre() {
        assertThat(sound("About {{issue}}.").render(Map.of(Variable.ISSUE, "{{order.id}} $1 \\")))
                .isEqualTo(new Complete("About {{order.id}} $1 \\."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello {{buyer.nmae}}|UNKNOWN_VARIABLE|6|20",
                "Hello {{}}|UNKNOWN_VARIABLE|6|10",
                "Hello {{buyer.name|UNCLOSED|6|8",
                "Hello {{ {{buyer.name}}|UNCLOSED|6|8",
                "Hello buyer.name}}|UNOPENED|16|18"
            })
    void shouldRefuseWhatCouldNotBeRendered(String text, TemplateFault.Sort sort, int start, int end) {
        assertThat(Template.parse(text))
                .asInstanceOf(type(Faulty.class))
                .satisfies(faulty -> assertThat(faulty.faults()).containsExactly(new TemplateFault(sort, start, end)));
    }

    @Test
    void shouldTellEveryFaultInOrder() {
        assertThat(Template.parse("}} {{x}} {{order.id}} {{"))
                .asInstanceOf(type(Faulty.class))
                .satisfies(faulty -> assertThat(faulty.faults())
                        .extracting(TemplateFault::sort)
                        .containsExactly(
                                TemplateFault.Sort.UNOPENED,
                                TemplateFault.Sort.UNKNOWN_VARIABLE,
                                TemplateFault.Sort.UNCLOSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "a { b } c", ":-}", "{buyer.name}"})
    void shouldTakeOtherBracesAsWords(String text) {
        assertThat(sound(text).render(Map.of())).isEqualTo(new Complete(text));
    }

    private static Template sound(String text) {
        return assertThat(Template.parse(text))
                .asInstanceOf(type(Sound.class))
                .actual()
                .template();
    }
}
