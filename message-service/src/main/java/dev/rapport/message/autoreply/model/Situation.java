package dev.rapport.message.autoreply.model;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.text.template.Variable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule decides on.
 *
 * @param text of the buyer's message
 * @param language of the buyer; null when it is not known
 * @param first whether the seller has said nothing in the conversation yet
 * @param atWork whether the seller's hours are open
 * @param outOfStock whether the product asked about is
 * @param onItsWay whether the order was shipped and not delivered
 * @param values what a text may name
 */
public record Situation(
        Kind kind,
        Scene scene,
        String text,
        @Nullable String language,
        boolean first,
        boolean atWork,
        boolean outOfStock,
        boolean onItsWay,
        Map<Variable, String> values) {

    public Situation {
        values = Map.copyOf(values);
    }
}
