package dev.rapport.text.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.Money;
import dev.rapport.text.ShippedPacks;
import dev.rapport.text.quality.CaseDetails;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** MSG-21. */
class AdviceTest {

    private static final CaseDetails CASE = CaseDetails.of(Optional.of("Ana"), List.of("8123456789012345"));

    private final Advice advice = Advice.of(ShippedPacks.ALIEXPRESS);

    @Test
    void shouldHaveNothingToSayOfAGoodAnswer() {
        assertThat(on(
                        "Hello Ana, I am sorry that the cup arrived broken. We will send a new one.",
                        Optional.of("en"),
                        anExchange("My cup arrived broken", "US", false)))
                .isEmpty();
    }

    @Test
    void shouldPointOutAnotherLanguage() {
        Exchange spanish =
                new Exchange(Optional.of("Hola"), Optional.of("es"), Optional.of("ES"), false, Optional.empty(), CASE);

        assertThat(on("Hello Ana", Optional.of("en"), spanish)).containsExactly("MSG-21.language");
        assertThat(on("Hola Ana", Optional.of("es"), spanish)).isEmpty();
        assertThat(on("Ana", Optional.empty(), spanish)).isEmpty();
    }

    @Test
    void shouldPointOutRecommendationsThatComeEarlyDearOrVague() {
        assertThat(on("Hi Ana, we recommend our new mug.", Optional.of("en"), anExchange("Hi", "US", true)))
                .containsExactly("MSG-21.early-recommendation");
        assertThat(on("Hi Ana, you may need a mug.", Optional.of("en"), anExchange("Hi", "US", false)))
                .containsExactlyInAnyOrder("MSG-21.vague");
        assertThat(on("Hi Ana, we recommend the mug at US$ 16.", Optional.of("en"), anExchange("Hi", "US", false)))
                .containsExactly("MSG-21.dear-recommendation");
        assertThat(on("Hi Ana, we recommend the mug at US$ 15.", Optional.of("en"), anExchange("Hi", "US", false)))
                .isEmpty();
    }

    @Test
    void shouldPointOutAComplaintAnsweredWithoutUnderstandingOrWithABut() {
        Exchange complaint = anExchange("It arrived broken, I am very disappointed", "US", false);

        assertThat(on("Hi Ana, we will send a new one.", Optional.of("en"), complaint))
                .containsExactly("MSG-21.empathy");
        assertThat(on("Hi Ana, but you opened it. Sorry.", Optional.of("en"), complaint))
                .containsExactly("MSG-21.turn-word");
        assertThat(on("Sorry, Ana, but we need a photo.", Optional.of("en"), complaint))
                .isEmpty();
    }

    @Test
    void shouldPointOutWhatOffendsInTheBuyersCountryAndSayWhy() {
        String text = "Hola Ana, puede coger el paquete en la tienda.";
        List<Finding> findings = advice.on(text, Optional.of("es"), anExchange("Hola", "MX", false));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("MSG-21.taboo");
            assertThat(finding.severity()).isEqualTo(Verdict.Decision.WARN);
            assertThat(text.substring(finding.start(), finding.end())).isEqualTo("coger");
            assertThat(finding.reason()).contains("Mexico");
        });
        assertThat(on(text, Optional.of("es"), anExchange("Hola", "CO", false))).isEmpty();
    }

    @Test
    void shouldPointOutAnAnswerThatFitsAnyCase() {
        assertThat(on("Thank you for your message.", Optional.of("en"), anExchange("Hi", "US", false)))
                .containsExactly("MSG-21.case-detail");
    }

    private List<String> on(String reply, Optional<String> language, Exchange exchange) {
        return advice.on(reply, language, exchange).stream().map(Finding::rule).toList();
    }

    private static Exchange anExchange(String message, String country, boolean first) {
        return new Exchange(
                Optional.of(message),
                Optional.empty(),
                Optional.of(country),
                first,
                Optional.of(Money.of("USD", "50")),
                CASE);
    }
}
