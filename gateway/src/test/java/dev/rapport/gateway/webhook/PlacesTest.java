package dev.rapport.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(32, 8, 4);

    @Test
    void shouldLeaveOneCallToWhoeverDoesNotAnswer() {
        places.take("s1", "w1");
        places.take("s1", "w1");
        assertThat(places.roomOfWebhooks()).isEqualTo(Map.of("s1/w1", 2));
        assertThat(places.roomOfSellers()).isEqualTo(Map.of("s1", 6));

        places.giveBack("s1", "w1", false);
        assertThat(places.roomOfWebhooks()).isEqualTo(Map.of("s1/w1", 0));
        places.giveBack("s1", "w1", false);
        assertThat(places.roomOfWebhooks()).isEqualTo(Map.of("s1/w1", 1));
        assertThat(places.free()).isEqualTo(32);

        places.take("s1", "w1");
        places.giveBack("s1", "w1", true);
        assertThat(places.roomOfWebhooks()).isEmpty();
    }
}
