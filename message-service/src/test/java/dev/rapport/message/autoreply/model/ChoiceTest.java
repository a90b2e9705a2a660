package dev.rapport.message.autoreply.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.message.autoreply.model.Choice.Considered;
import dev.rapport.message.autoreply.model.Choice.Outcome;
import dev.rapport.message.autoreply.model.Rule.Trigger;
import dev.rapport.text.template.Variable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MSG-09: which rule answers. */
class ChoiceTest {

    private static final Situation ASKED = new Situation(
            Kind.PRE_SALE,
            Scene.SHIPPING,
            "When will it be shipped?",
            "en",
            true,
            true,
            false,
            true,
            Map.of(Variable.TRACKING_NUMBER, "JD014600003"));

    @Test
    void shouldAnswerByTheMostTellingOfTheRulesThatFit() {
        var choice = choose(
                rule("hello", Trigger.WELCOME, "Welcome!"),
                rule("parcel", Trigger.LOGISTICS_UPDATE, "Your parcel is {{tracking.number}}."),
                rule("stock", Trigger.OUT_OF_STOCK, "Sold out."));

        assertThat(choice.text()).isEqualTo("Your parcel is JD014600003.");
        assertThat(choice.considered())
                .containsExactly(
                        new Considered("stock", Trigger.OUT_OF_STOCK, Outcome.DOES_NOT_FIT),
                        new Considered("parcel", Trigger.LOGISTICS_UPDATE, Outcome.FIRED));
    }

    /** MSG-08: never an empty gap; MSG-10: never a blocked text; and two machines do not talk to each other. */
    @Test
    void shouldPassOverARuleWhoseTextCannotBeSent() {
        var choice = Choice.among(
                List.of(
                        rule("a-gap", Trigger.WELCOME, "Dear {{buyer.name}}"),
                        rule("b-blocked", Trigger.WELCOME, "Call us"),
                        rule("c-echo", Trigger.WELCOME, "When will it be shipped?"),
                        rule("d-foreign", Trigger.WELCOME, Map.of("zh", "您好"), true),
                        rule("e-good", Trigger.WELCOME, "Welcome!")),
                ASKED,
                text -> !text.equals("Call us"));

        assertThat(choice.considered())
                .extracting(Considered::outcome)
                .containsExactly(Outcome.VALUE_MISSING, Outcome.BLOCKED, Outcome.LOOP, Outcome.NO_TEXT, Outcome.FIRED);
        assertThat(choice.text()).isEqualTo("Welcome!");
    }

    @Test
    void shouldAnswerInTheBuyersLanguageElseInEnglish() {
        var rule = rule("hello", Trigger.WELCOME, Map.of("en", "Welcome!", "pt", "Bem-vindo!"), true);

        assertThat(rule.textFor("pt-BR")).isEqualTo("Bem-vindo!");
        assertThat(rule.textFor("ru")).isEqualTo("Welcome!");
        assertThat(rule.textFor(unknown())).isEqualTo("Welcome!");
    }

    @Test
    void shouldFitByWordsScenesAndHours() {
        var words = new Rule("w", Trigger.KEYWORD, List.of(), List.of("SHIPPED"), Map.of("en", "Soon."), true, 1);
        var scenes = new Rule("s", Trigger.KEYWORD, List.of(Scene.PRICE), List.of(), Map.of("en", "Soon."), true, 1);

        assertThat(words.fits(ASKED)).isTrue();
        assertThat(scenes.fits(ASKED)).isFalse();
        assertThat(rule("h", Trigger.OUTSIDE_HOURS, "We are closed.").fits(ASKED))
                .isFalse();
    }

    @Test
    void shouldNotConsiderARuleThatIsSwitchedOff() {
        assertThat(choose(rule("off", Trigger.WELCOME, Map.of("en", "Welcome!"), false))
                        .considered())
                .isEmpty();
    }

    private static Choice choose(Rule... rules) {
        return Choice.among(List.of(rules), ASKED, _ -> true);
    }

    private static Rule rule(String id, Trigger trigger, String text) {
        return rule(id, trigger, Map.of("en", text), true);
    }

    private static Rule rule(String id, Trigger trigger, Map<String, String> texts, boolean active) {
        return new Rule(id, trigger, List.of(), List.of(), texts, active, 1);
    }

    private static @Nullable String unknown() {
        return null;
    }
}
