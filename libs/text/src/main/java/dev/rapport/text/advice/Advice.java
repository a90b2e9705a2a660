package dev.rapport.text.advice;

import dev.rapport.events.Money;
import dev.rapport.policy.MannerSignal;
import dev.rapport.policy.Pack;
import dev.rapport.text.manner.Manners;
import dev.rapport.text.manner.Spoken;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Verdict;
import dev.rapport.text.sentence.Sentence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** MSG-21: advises on a reply before it is sent. Immutable and safe to share. */
public final class Advice {

    private final Manners manners;
    private final Taboos taboos;
    private final BigDecimal recommendationShare;

    private Advice(Pack pack) {
        manners = Manners.of(pack);
        taboos = new Taboos(pack.texts().taboos());
        recommendationShare = BigDecimal.valueOf(pack.advice().recommendationShare());
    }

    /** By the words and numbers of a pack. */
    public static Advice of(Pack pack) {
        return new Advice(pack);
    }

    /**
     * What is advised against in {@code reply}, by where it begins; every finding is a {@code WARN}.
     *
     * @param replyLanguage what the reply was found to be written in, ISO 639-1; empty when it could not be told
     */
    public List<Finding> on(String reply, Optional<String> replyLanguage, Exchange exchange) {
        Spoken spoken = manners.in(reply);
        List<Finding> findings = new ArrayList<>();
        if (replyLanguage.isPresent()
                && exchange.language().isPresent()
                && !replyLanguage.equals(exchange.language())) {
            findings.add(onWhole(Counsel.LANGUAGE, reply));
        }
        recommendation(spoken, exchange, findings);
        if (exchange.message().map(manners::in).filter(Spoken::complains).isPresent()) {
            complaint(spoken, findings);
        }
        exchange.country().ifPresent(country -> findings.addAll(taboos.in(spoken.folded(), country, replyLanguage)));
        if (!exchange.details().namedIn(reply)) {
            findings.add(onWhole(Counsel.CASE, reply));
        }
        findings.sort(Comparator.comparingInt(Finding::start).thenComparing(Finding::rule));
        return findings;
    }

    private void recommendation(Spoken spoken, Exchange exchange, List<Finding> findings) {
        spoken.first(MannerSignal.RECOMMENDATION).ifPresent(recommendation -> {
            if (exchange.first()) {
                findings.add(on(Counsel.EARLY_RECOMMENDATION, spoken, recommendation));
            }
            exchange.order()
                    .filter(order -> isDear(spoken, order))
                    .ifPresent(order -> findings.add(on(Counsel.DEAR_RECOMMENDATION, spoken, recommendation)));
            spoken.first(MannerSignal.VAGUE).ifPresent(vague -> findings.add(on(Counsel.VAGUE, spoken, vague)));
        });
    }

    /** Whether a sentence that recommends names a price above the pack's share of the order's. */
    private boolean isDear(Spoken spoken, Money order) {
        BigDecimal limit = order.value().multiply(recommendationShare);
        for (Sentence sentence : Sentence.of(spoken.folded())) {
            boolean recommends = spoken.of(MannerSignal.RECOMMENDATION).stream()
                    .anyMatch(match -> match.start() >= sentence.start() && match.end() <= sentence.end());
            String said = spoken.folded().text(sentence.start(), sentence.end());
            if (recommends
                    && Amounts.in(said, order.currency()).stream().anyMatch(amount -> amount.compareTo(limit) > 0)) {
                return true;
            }
        }
        return false;
    }

    private static void complaint(Spoken spoken, List<Finding> findings) {
        Optional<Match<MannerSignal>> empathy = spoken.first(MannerSignal.EMPATHY);
        if (empathy.isEmpty()) {
            findings.add(onWhole(Counsel.EMPATHY, spoken.text()));
        }
        spoken.first(MannerSignal.TURN)
                .filter(turn ->
                        empathy.isEmpty() || turn.start() < empathy.get().start())
                .ifPresent(turn -> findings.add(on(Counsel.TURN, spoken, turn)));
    }

    private static Finding on(Counsel counsel, Spoken spoken, Match<MannerSignal> match) {
        return new Finding(
                counsel.id(),
                Verdict.Decision.WARN,
                spoken.folded().start(match.start()),
                spoken.folded().end(match.end() - 1),
                counsel.reason());
    }

    private static Finding onWhole(Counsel counsel, String reply) {
        return new Finding(counsel.id(), Verdict.Decision.WARN, 0, reply.length(), counsel.reason());
    }
}
