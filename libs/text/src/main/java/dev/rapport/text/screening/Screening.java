package dev.rapport.text.screening;

import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.Pack;
import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Phrases;
import dev.rapport.text.template.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MSG-10: the screening of one pack. Immutable and safe to share; build it once per pack.
 *
 * <p>A text is read three times at most: as it is; drawn together, when letters stand one by one; and with signs in place of
 * words, when something may stand for an {@code @} or a dot. Most texts are read once.
 */
public final class Screening {

    private final Phrases<ScreeningSignal> phrases;
    private final Addresses addresses;
    private final Shouting shouting;

    private Screening(dev.rapport.policy.Screening settings) {
        KeywordTable table = settings.phrases();
        phrases = new Phrases<>(table, ScreeningSignal.class);
        addresses = new Addresses(new Hosts(settings.trackingHosts(), words(table, ScreeningSignal.WORDLIKE_DOMAIN)));
        shouting = new Shouting(words(table, ScreeningSignal.ACRONYM));
    }

    /** The screening of {@code pack}. */
    public static Screening of(Pack pack) {
        return new Screening(pack.screening());
    }

    /** What {@code text} must not, or should not, contain. Any string will do. */
    public Verdict screen(String text, Purpose purpose) {
        Folded folded = Folded.of(text, Variable.names());
        Reading plain = new Reading(folded, phrases.in(folded));
        List<Finding> findings = new ArrayList<>();
        addresses.find(plain, text);
        PhoneNumbers.find(plain);
        offers(plain);
        keep(plain, findings);
        disguised(plain, text, findings);
        shouting.find(text, findings);
        if (purpose != Purpose.TEMPLATE) {
            variables(folded, findings);
        }
        findings.sort(Comparator.comparingInt(Finding::start).thenComparing(Finding::rule));
        return Verdict.of(findings);
    }

    private void disguised(Reading plain, String text, List<Finding> findings) {
        Reading reading = plain;
        if (Disguise.isSpelledOut(plain.text())) {
            Folded together = Disguise.drawnTogether(plain.text());
            reading = new Reading(together, phrases.in(together));
            addresses.find(reading, text);
            offers(reading);
            keep(reading, findings);
        }
        if (Disguise.hasWordedSigns(reading)) {
            Folded signed = Disguise.withSigns(reading);
            if (signed.length() < reading.text().length()) {
                Reading last = new Reading(signed, phrases.in(signed));
                addresses.find(last, text);
                keep(last, findings);
            }
        }
    }

    private static void offers(Reading reading) {
        Messengers.find(reading);
        Payments.find(reading);
        ReviewRequests.find(reading);
    }

    /** Takes over what was found, but nothing twice by the same rule. */
    private static void keep(Reading reading, List<Finding> findings) {
        for (Reading.Found found : reading.found()) {
            Finding finding = Finding.of(
                    found.rule(),
                    reading.text().start(found.start()),
                    reading.text().end(found.end() - 1));
            if (findings.stream().noneMatch(other -> isSame(other, finding))) {
                findings.add(finding);
            }
        }
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.rule().equals(other.rule()) && one.start() < other.end() && other.start() < one.end();
    }

    private static void variables(Folded text, List<Finding> findings) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == Folded.VARIABLE) {
                findings.add(Finding.of(Rule.VARIABLE, text.start(at), text.end(at)));
            }
        }
    }

    private static Set<String> words(KeywordTable table, ScreeningSignal signal) {
        return table.words(signal.name()).stream()
                .map(word -> Folded.of(word).toString())
                .collect(Collectors.toUnmodifiableSet());
    }
}
