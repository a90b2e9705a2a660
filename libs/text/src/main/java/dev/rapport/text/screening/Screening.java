package dev.rapport.text.screening;

import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.Pack;
import dev.rapport.policy.PromiseSignal;
import dev.rapport.policy.ScreeningSignal;
import dev.rapport.policy.TextSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.phrase.Phrases;
import dev.rapport.text.promise.Promise;
import dev.rapport.text.promise.Promises;
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

    /** Nobody reads more; a text of nothing but findings must not cost more than others. */
    private static final int MOST = 100;

    private final Phrases<TextSignal> phrases;
    private final Addresses addresses;
    private final Shouting shouting;

    private Screening(Pack pack) {
        dev.rapport.policy.Screening settings = pack.screening();
        KeywordTable table = settings.phrases();
        phrases = Phrases.of(List.of(
                new Phrases.Source<TextSignal>(table, ScreeningSignal::valueOf),
                new Phrases.Source<TextSignal>(pack.texts().promises(), PromiseSignal::valueOf)));
        addresses = new Addresses(new Hosts(settings.trackingHosts(), words(table, ScreeningSignal.WORDLIKE_DOMAIN)));
        shouting = new Shouting(words(table, ScreeningSignal.ACRONYM));
    }

    /** The screening of {@code pack}. */
    public static Screening of(Pack pack) {
        return new Screening(pack);
    }

    /** What {@code text} must not, or should not, contain. Any string will do. */
    public Verdict screen(String text, Purpose purpose) {
        Folded folded = Folded.of(text, Variable.names());
        List<Match<TextSignal>> matches = phrases.in(folded);
        Reading plain = new Reading(folded, matches);
        List<Finding> findings = new ArrayList<>();
        addresses.find(plain, text);
        PhoneNumbers.find(plain);
        offers(plain);
        keep(plain, findings);
        disguised(plain, text, findings);
        if (holds(findings, Rule.EMAIL)) {
            findings.removeIf(one -> isHostOfAddress(one, findings));
        }
        if (folded.hasLoudWords()) {
            shouting.find(text, findings);
        }
        promised(folded, matches, findings);
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
        Folded signed = Disguise.withSigns(reading);
        if (signed != reading.text()) {
            Reading last = new Reading(signed, phrases.in(signed));
            addresses.find(last, text);
            keep(last, findings);
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
            if (findings.size() < MOST && !has(findings, finding)) {
                findings.add(finding);
            }
        }
    }

    /** What was read as a bare host first and as a part of an e-mail address later. */
    private static boolean isHostOfAddress(Finding one, List<Finding> findings) {
        if (!one.rule().equals(Rule.URL.id())) {
            return false;
        }
        for (Finding other : findings) {
            if (other.rule().equals(Rule.EMAIL.id()) && other.start() <= one.start() && other.end() >= one.end()) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(List<Finding> findings, Rule rule) {
        for (Finding finding : findings) {
            if (finding.rule().equals(rule.id())) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(List<Finding> findings, Finding finding) {
        for (Finding other : findings) {
            if (isSame(other, finding)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.rule().equals(other.rule()) && one.start() < other.end() && other.start() < one.end();
    }

    private static void promised(Folded text, List<Match<TextSignal>> matches, List<Finding> findings) {
        for (Promise promise : Promises.in(text, matches)) {
            Finding finding = Finding.of(Rule.DATE_PROMISE, promise.start(), promise.end());
            if (promise.dated() && findings.size() < MOST && !has(findings, finding)) {
                findings.add(finding);
            }
        }
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
