package dev.rapport.review.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** REV-06: the page to print. */
class EvidencePageTest {
    private static final String PACK = """
            {"appealId":"a1","sellerId":"<s>","pack":"aliexpress@2024-06","zone":"Asia/Shanghai","builtAt":"2026-11-22T10:00:00Z",
             "statement":"</blockquote><script>alert(1)</script>",
             "review":{"reviewId":"r1\\"","stars":1,"text":"<img src=x onerror=alert(1)> \\u202e'x'","postedAt":"2026-11-21T20:00:00Z"},
             "order":null,
             "timeline":[{"at":"2026-11-21T20:00:00Z","local":"x","what":"order.shipped","detail":{"<b>":"</td>"}}],
             "thread":[{"at":"2026-11-21T21:00:00Z","author":"buyer","text":"<style>*{display:none}</style>"}],
             "receipts":[],"earlierCases":[],"missing":["the order"]}
            """;

    @Test
    void shouldEscapeWhateverAnybodyWroteAndShowTheSellersTime() throws JsonProcessingException {
        String page = EvidencePage.of(new ObjectMapper().readTree(PACK));

        assertThat(page)
                .doesNotContain("<script", "<img", "<b>", "<s>", "</td></td>", "<style>*")
                .contains(
                        "2026-11-22 04:00:00 +08:00",
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&lt;img src=x onerror=alert(1)&gt;",
                        "Order shipped",
                        "<li>the order</li>");
        assertThat(page.split("<style>", -1)).as("one style of its own").hasSize(2);
    }

    /** MSG-18: of an erased buyer nothing is left of it. */
    @Test
    void shouldBeAnEmptyPageOfAnErasedPack() throws JsonProcessingException {
        assertThat(EvidencePage.of(new ObjectMapper().readTree("{}"))).contains("Appeal against review");
    }
}
