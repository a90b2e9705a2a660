package dev.rapport.message.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.Money;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.Scene;
import dev.rapport.language.Languages;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of texts by the words of a pack: MSG-06, MSG-07, MSG-12, MSG-13, MSG-20. */
class UnderstandingTest {

    private static final Instant NOW = Instant.parse("2024-07-02T10:00:00Z");
    private static final Pack PACK = Packs.load(null).pack("aliexpress", NOW);

    private final Understanding understanding = new Understanding(new Languages());

    @Test
    void shouldFindSceneAndLanguageOfABuyer() {
        Heard heard = understanding.hear("¿Dónde está mi pedido? Todavía no llega", PACK, true);

        assertThat(heard.scene()).isEqualTo(Scene.LOGISTICS_DELAY);
        assertThat(heard.language()).isEqualTo("es");
        assertThat(understanding.hear("¿Dónde está mi pedido?", PACK, false).language())
                .isNull();
    }

    @Test
    void shouldBeUrgentByItsSceneAndWorthMuchByItsOrder() {
        Heard heard = understanding.hear("Where is my parcel?", PACK, true);
        var order = new OrderFile(
                new OrderKey("s1", "o1"),
                List.of(new Happening.Placed(
                        NOW.minusSeconds(60), "b1", Money.of("USD", "80.00"), List.of(), null, null)),
                List.of());

        var triage = understanding.triage(heard, order, 1, PACK, NOW);

        assertThat(triage.urgent()).isTrue();
        assertThat(triage.valuable()).isTrue();
        assertThat(triage.reasons()).hasSize(2);
        assertThat(understanding.triage(heard, null, 0, PACK, NOW).valuable()).isFalse();
    }

    @Test
    void shouldFlagAnAnswerThatSaysNothingAndTrustOneThatHelps() {
        var empty = understanding.judge("Please wait.", By.HUMAN, null, PACK);
        var helpful = understanding.judge(
                "Dear Ana, we are sorry for the delay. Order 8123 leaves our warehouse tomorrow; please check the"
                        + " tracking page then. Thank you!",
                By.HUMAN,
                "My order is still not here, I am very disappointed",
                PACK);

        assertThat(empty.flags()).containsExactly(QualityFlag.EMPTY);
        assertThat(empty.trust()).isLessThan(60);
        assertThat(helpful.flags()).isEmpty();
        assertThat(helpful.trust()).isGreaterThan(60);
        assertThat(understanding.judge("Please wait.", By.AUTO, null, PACK).trust())
                .isNull();
    }

    @Test
    void shouldHearThatAnOrderNoteAsksNothing() {
        assertThat(understanding.hear("", PACK, false).saysNothing()).isTrue();
        assertThat(understanding
                        .hear("Please pack it as a present", PACK, false)
                        .saysNothing())
                .isFalse();
    }
}
