package dev.rapport.text.quality;

import dev.rapport.policy.MannerSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.manner.Spoken;
import dev.rapport.text.phrase.Match;
import java.util.BitSet;
import java.util.Set;

/** Whether a text says anything. */
public final class Substance {

    private static final Set<MannerSignal> SAY_NOTHING = Set.of(
            MannerSignal.FILLER, MannerSignal.GLUE, MannerSignal.GREETING, MannerSignal.COURTESY, MannerSignal.EMPATHY);

    /** A name after the greeting. */
    private static final int SPARE_WORDS = 1;

    private static final int SPARE_HAN = 2;

    private Substance() {}

    /**
     * MSG-12, {@code EMPTY}: nothing but "please wait", "processing" and the like. Whatever has a digit (an order number, a date,
     * an amount), a question or words of its own says something.
     */
    public static boolean isEmpty(Spoken reply) {
        return reply.has(MannerSignal.FILLER)
                && !hasDigit(reply.folded())
                && !reply.folded().holds('?')
                && isCovered(reply, SAY_NOTHING);
    }

    /** MSG-20: an order note with nothing to answer: nothing at all, signs, "no comments". */
    public static boolean isTrivialNote(Spoken note) {
        Folded folded = note.folded();
        boolean says = false;
        for (int at = 0; at < folded.length(); at++) {
            says |= Folded.isWord(folded.charAt(at)) || Folded.isUnspaced(folded.charAt(at));
        }
        BitSet covered = covered(note, Set.of(MannerSignal.TRIVIAL));
        return !says || !hasDigit(folded) && uncovered(folded, covered).isNothing();
    }

    private static boolean isCovered(Spoken reply, Set<MannerSignal> signals) {
        return uncovered(reply.folded(), covered(reply, signals)).isLittle();
    }

    private static BitSet covered(Spoken reply, Set<MannerSignal> signals) {
        BitSet covered = new BitSet(reply.folded().length());
        for (MannerSignal signal : signals) {
            for (Match<MannerSignal> match : reply.of(signal)) {
                covered.set(match.start(), match.end());
            }
        }
        return covered;
    }

    private record Rest(int words, int han) {

        boolean isLittle() {
            return words <= SPARE_WORDS && han <= SPARE_HAN;
        }

        boolean isNothing() {
            return words == 0 && han == 0;
        }
    }

    /** The words, and Han characters, that no phrase covers. */
    private static Rest uncovered(Folded text, BitSet covered) {
        int words = 0;
        int han = 0;
        boolean inWord = false;
        for (int at = 0; at < text.length(); at++) {
            boolean own = !covered.get(at);
            han += own && Folded.isUnspaced(text.charAt(at)) ? 1 : 0;
            boolean word = own && Folded.isWord(text.charAt(at));
            words += word && !inWord ? 1 : 0;
            inWord = word;
        }
        return new Rest(words, han);
    }

    private static boolean hasDigit(Folded text) {
        for (int at = 0; at < text.length(); at++) {
            if (Folded.isDigit(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }
}
