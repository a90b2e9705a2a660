package dev.rapport.text.promise;

import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.Pack;
import dev.rapport.policy.PromiseSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.phrase.Phrases;
import dev.rapport.text.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MSG-16: finds promises of a deed or a date. Immutable and safe to share.
 *
 * <p>A sentence promises when it names a deed and commits to it: by a word that does ("we will", "guaranteed"), by the form of
 * the verb ("enviaremos"), or, in Chinese, by a time to come. Questions, what is past and what is hedged promise nothing.
 */
public final class Promises {

    private static final Map<PromiseSignal, Deed> DEEDS = new EnumMap<>(Map.of(
            PromiseSignal.SHIP, Deed.SHIP,
            PromiseSignal.SHIP_FUTURE, Deed.SHIP,
            PromiseSignal.DELIVER, Deed.DELIVER,
            PromiseSignal.DELIVER_FUTURE, Deed.DELIVER,
            PromiseSignal.REFUND, Deed.REFUND,
            PromiseSignal.REFUND_FUTURE, Deed.REFUND,
            PromiseSignal.REPLACE, Deed.REPLACE,
            PromiseSignal.REPLACE_FUTURE, Deed.REPLACE,
            PromiseSignal.REPLY, Deed.REPLY,
            PromiseSignal.REPLY_FUTURE, Deed.REPLY));

    /** Forms of the verb that commit by themselves. */
    private static final Set<PromiseSignal> COMMITTING = EnumSet.of(
            PromiseSignal.SHIP_FUTURE,
            PromiseSignal.DELIVER_FUTURE,
            PromiseSignal.REFUND_FUTURE,
            PromiseSignal.REPLACE_FUTURE,
            PromiseSignal.REPLY_FUTURE);

    /** How far a commitment reaches: "we will, as agreed with the carrier, ship …". */
    private static final int REACH = 45;

    private final Phrases<PromiseSignal> phrases;

    /** By the words of a promises table. */
    public Promises(KeywordTable table) {
        phrases = Phrases.of(table, PromiseSignal.class);
    }

    /** By the words of a pack. */
    public static Promises of(Pack pack) {
        return new Promises(pack.texts().promises());
    }

    /** The promises in {@code text}, in order; at most one of a kind in a sentence. */
    public List<Promise> in(String text) {
        return in(Folded.of(text));
    }

    /** The promises in a text already folded. */
    public List<Promise> in(Folded text) {
        return in(text, phrases.in(text));
    }

    /** The promises in a text in which the phrases of a promises table have been found. */
    public static List<Promise> in(Folded text, List<? extends Match<?>> all) {
        List<Match<PromiseSignal>> matches = List.of();
        List<Promise> promises = List.of();
        int read = 0;
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            Match<?> deed = all.get(i);
            if (deed.end() <= read || !(deed.signal() instanceof PromiseSignal signal) || !DEEDS.containsKey(signal)) {
                continue;
            }
            if (read == 0) {
                matches = Match.of(PromiseSignal.class, all);
                promises = new ArrayList<>();
            }
            Sentence sentence = Sentence.around(text, deed.end() - 1);
            read = sentence.end();
            while (matches.get(first).end() <= sentence.start()) {
                first++; // never past the deed, which ends in the sentence
            }
            if (!sentence.asks()) {
                find(text, Words.in(sentence, matches, first), promises);
            }
        }
        return promises;
    }

    private static void find(Folded text, Words words, List<Promise> promises) {
        if (!words.of(PromiseSignal.HEDGE).isEmpty()) {
            return;
        }
        List<Time> times = Times.in(text, words);
        Set<Deed> promised = EnumSet.noneOf(Deed.class);
        for (Match<PromiseSignal> match : words.all()) {
            Deed deed = DEEDS.get(match.signal());
            if (deed == null || promised.contains(deed)) {
                continue;
            }
            int from = committedFrom(words, match, !times.isEmpty());
            if (from >= 0) {
                promised.add(deed);
                promises.add(promise(text, deed, match, from, nearest(times, match)));
            }
        }
    }

    private static Optional<Time> nearest(List<Time> times, Match<PromiseSignal> match) {
        return times.stream().min(Comparator.comparingInt(candidate -> distance(candidate, match)));
    }

    private static Promise promise(Folded text, Deed deed, Match<PromiseSignal> match, int from, Optional<Time> time) {
        int start = time.map(named -> Math.min(from, named.start())).orElse(from);
        int end = time.map(named -> Math.max(match.end(), named.end())).orElse(match.end());
        return new Promise(
                deed, time.map(Time::due).orElseGet(Due.Unstated::new), text.start(start), text.end(end - 1));
    }

    private static int distance(Time time, Match<PromiseSignal> match) {
        return Math.max(time.start() - match.end(), match.start() - time.end());
    }

    /** Where the commitment to a deed begins, or -1 when there is none. */
    private static int committedFrom(Words words, Match<PromiseSignal> deed, boolean dated) {
        if (COMMITTING.contains(deed.signal())) {
            return deed.start();
        }
        for (Match<PromiseSignal> commitment : words.of(PromiseSignal.COMMIT)) {
            if (commitment.start() <= deed.start() && deed.start() - commitment.end() <= REACH) {
                return commitment.start();
            }
        }
        boolean toCome = dated
                && deed.language().equals("zh")
                && words.of(PromiseSignal.PAST).isEmpty();
        return toCome ? deed.start() : -1;
    }
}
