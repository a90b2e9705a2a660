package dev.rapport.text.screening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MSG-10: spans, severities and what the text is for; how well it finds is {@link ScreeningCorpusTest}'s. */
class ScreeningTest {

    private final Screening screening = ShippedScreening.ALIEXPRESS;

    @Test
    void shouldAllowPlainText() {
        assertThat(screening.screen("Your order 8123456789012345 has shipped. Thank you!", Purpose.REPLY))
                .isEqualTo(new Verdict(Verdict.Decision.ALLOW, java.util.List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Write to john.doe@example.com please | MSG-10.email | john.doe@example.com",
                "Write to john (at) example [dot] com please | MSG-10.email | john (at) example [dot] com",
                "Visit www.myshop.com today | MSG-10.url | www.myshop.com",
                "Look at https://myshop.example/a?b=c. Thanks | MSG-10.url | https://myshop.example/a?b=c",
                "ехаmple.соm has it | MSG-10.url | ехаmple.соm",
                "Call +86 138 0013 8000 now | MSG-10.phone | +86 138 0013 8000",
                "add w.h.a.t.s.a.p.p now | MSG-10.messenger | w.h.a.t.s.a.p.p",
                "my WeChat: kate_99 ok | MSG-10.messenger | WeChat: kate_99",
                "or by bank transfer then | MSG-10.payment | bank transfer",
                "如果满意请留下好评 | MSG-10.review-request | 留下好评",
                "see manual.pdf for it | MSG-10.file | manual.pdf",
            })
    void shouldBlockAndPointAtIt(String text, String rule, String part) {
        Verdict verdict = screening.screen(text, Purpose.REPLY);

        assertThat(verdict.blocked()).isTrue();
        assertThat(verdict.findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.severity()).isEqualTo(Verdict.Decision.BLOCK);
            assertThat(text.substring(finding.start(), finding.end())).isEqualTo(part);
        });
    }

    @Test
    void shouldOnlyWarnOfCapitals() {
        Verdict verdict = screening.screen("Please DO NOT OPEN THE BOX. Thanks", Purpose.REPLY);

        assertThat(verdict.verdict()).isEqualTo(Verdict.Decision.WARN);
        assertThat(verdict.findings())
                .containsExactly(new Finding(
                        "MSG-10.all-caps", Verdict.Decision.WARN, 7, 26, "words in capitals read as shouting"));
    }

    /** MSG-08: a name in braces is for templates only. */
    @Test
    void shouldWarnOfAVariableThatWasNotFilledIn() {
        String text = "Dear {{buyer.name}}, your order {{ order.id }} has shipped.";

        assertThat(screening.screen(text, Purpose.TEMPLATE).verdict()).isEqualTo(Verdict.Decision.ALLOW);
        assertThat(screening.screen(text, Purpose.REPLY).findings())
                .extracting(Finding::rule, finding -> text.substring(finding.start(), finding.end()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("MSG-08.variable", "{{buyer.name}}"),
                        org.assertj.core.groups.Tuple.tuple("MSG-08.variable", "{{ order.id }}"));
        assertThat(screening.screen("see {{example.com}}", Purpose.TEMPLATE).blocked())
                .isTrue();
    }
}
