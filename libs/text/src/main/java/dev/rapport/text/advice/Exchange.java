package dev.rapport.text.advice;

import dev.rapport.events.Money;
import dev.rapport.text.quality.CaseDetails;
import java.util.Optional;

/**
 * What a reply answers.
 *
 * @param message the buyer's last message
 * @param language the buyer's, ISO 639-1
 * @param country the buyer's, ISO 3166 alpha-2
 * @param first whether no human has answered in this conversation yet
 * @param order what the order costs
 * @param details what a reply can name to show that it is about this case
 */
public record Exchange(
        Optional<String> message,
        Optional<String> language,
        Optional<String> country,
        boolean first,
        Optional<Money> order,
        CaseDetails details) {}
