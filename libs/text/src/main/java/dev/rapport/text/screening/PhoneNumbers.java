package dev.rapport.text.screening;

import dev.rapport.policy.ScreeningSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers: those with a country code, those that somebody calls one, and those that are one in the countries of our
 * buyers and sellers, unless something says that they are another sort of number.
 */
final class PhoneNumbers {

    private static final int[] NONE_SPELLED = {};
    private static final int FEWEST = 7;
    private static final int MOST = 17;

    /** How far a word like "order" or "call" reaches. */
    private static final int NEAR = 36;

    private static final ScreeningSignal[] DIGITS = {
        ScreeningSignal.ZERO,
        ScreeningSignal.ONE,
        ScreeningSignal.TWO,
        ScreeningSignal.THREE,
        ScreeningSignal.FOUR,
        ScreeningSignal.FIVE,
        ScreeningSignal.SIX,
        ScreeningSignal.SEVEN,
        ScreeningSignal.EIGHT,
        ScreeningSignal.NINE
    };

    private PhoneNumbers() {}

    static void find(Reading reading) {
        for (Digits digits : runs(reading)) {
            judge(reading, digits);
        }
    }

    /** Runs of digits, however they are parted or spelled. */
    private static List<Digits> runs(Reading reading) {
        Folded text = reading.text();
        int[] spelled = spelled(reading);
        List<Digits> runs = List.of();
        Digits run = null;
        int at = 0;
        while (at < text.length()) {
            char glyph = text.charAt(at);
            int digit = -1;
            int end = at + 1;
            if (glyph <= '9') {
                digit = glyph >= '0' ? glyph - '0' : -1;
            } else if (spelled.length > 0 && spelled[at] != 0) {
                digit = spelled[at] & 0xF;
                end = at + (spelled[at] >>> 4);
            } else if (glyph >= HanDigits.FIRST) {
                digit = HanDigits.of(glyph);
            } else if (run != null && Digits.isLetterForOne(text, at)) {
                digit = Digits.alike(text, at);
            }
            if (digit >= 0) {
                if (run == null) {
                    runs = new ArrayList<>(4);
                    run = fresh(null, runs);
                } else if (!run.reaches(text, at)) {
                    run = fresh(run, runs);
                }
                run.add(digit, at, end, Folded.isDigit(glyph));
            }
            at = end;
        }
        return runs;
    }

    /** What is too short is forgotten, so that a text full of small numbers costs little. */
    private static Digits fresh(@Nullable Digits last, List<Digits> runs) {
        if (last != null && last.length() < FEWEST) {
            last.clear();
            return last;
        }
        Digits run = new Digits();
        runs.add(run);
        return run;
    }

    /** By position: length of the word that begins there, shifted by 4, and its digit; empty when none is spelled. */
    private static int[] spelled(Reading reading) {
        int[] spelled = NONE_SPELLED;
        for (int digit = 0; digit < DIGITS.length; digit++) {
            for (Match<ScreeningSignal> match : reading.of(DIGITS[digit])) {
                spelled = spelled.length == 0 ? new int[reading.text().length()] : spelled;
                spelled[match.start()] = match.end() - match.start() << 4 | digit;
            }
        }
        return spelled;
    }

    private static void judge(Reading reading, Digits digits) {
        if (digits.length() < FEWEST) {
            return;
        }
        if (digits.length() > MOST || digits.isSpelledOnly() && digits.length() > 15) {
            if (digits.groups() > 1) {
                digits.split(reading.text()).forEach(part -> judge(reading, part));
            }
            return;
        }
        if (!isOfAnAddress(reading, digits) && isPhone(reading, digits)) {
            reading.add(Rule.PHONE, digits.startWithSign(reading.text()), digits.end());
        } else if (digits.groups() > 1 && digits.hasWideGap(reading.text())) {
            digits.split(reading.text()).forEach(part -> judge(reading, part));
        }
    }

    private static boolean isOfAnAddress(Reading reading, Digits digits) {
        return reading.has(Rule.URL, digits.start(), digits.end())
                || reading.has(Rule.EMAIL, digits.start(), digits.end())
                || reading.has(Rule.FILE, digits.start(), digits.end());
    }

    private static boolean isPhone(Reading reading, Digits digits) {
        Folded text = reading.text();
        NumberShape shape = new NumberShape(text, digits);
        if (shape.hasPlus()) {
            return !shape.isOfMeasure() && Dialling.isInternational(digits.text());
        }
        Label label = label(reading, digits);
        if (label == Label.PHONE) {
            return !shape.isDateOrTime() && !shape.isMoney() && digits.length() <= 15;
        }
        if (label == Label.OTHER || digits.isCounting()) {
            return false;
        }
        if (digits.spelledCount() >= FEWEST) {
            return true; // nobody spells another number out digit by digit
        }
        if (shape.isAnythingElse()) {
            return false;
        }
        return Dialling.isNational(digits.text(), shape.isFormatted(), digits.isScattered());
    }

    private enum Label {
        PHONE,
        OTHER,
        NONE
    }

    /** The nearest word before the number that says what it is; else one right after it. */
    private static Label label(Reading reading, Digits digits) {
        int near = Math.max(0, digits.start() - NEAR);
        int from = Math.max(near, reading.sentenceStart(digits.start(), NEAR));
        // The full stop of "tel." ends no sentence.
        int phone = lastEnd(reading, ScreeningSignal.PHONE_LABEL, near, digits.start());
        int other = lastEnd(reading, ScreeningSignal.NUMBER_LABEL, from, digits.start());
        int account = lastEnd(reading, ScreeningSignal.MESSENGER, near, digits.start());
        if (Math.max(phone, account) >= 0 && Math.max(phone, account) >= other) {
            return Label.PHONE;
        }
        if (other >= 0 || reading.text().at(digits.start() - 1) == '#') {
            return Label.OTHER;
        }
        int to = reading.sentenceEnd(digits.end(), NEAR);
        return reading.any(ScreeningSignal.NUMBER_LABEL, digits.end(), to) ? Label.OTHER : Label.NONE;
    }

    private static int lastEnd(Reading reading, ScreeningSignal signal, int from, int to) {
        int last = -1;
        for (Match<ScreeningSignal> match : reading.of(signal)) {
            if (match.start() >= from && match.end() <= to) {
                last = Math.max(last, match.end());
            }
        }
        return last;
    }
}
