package dev.rapport.text.privacy;

import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screening;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MSG-18: masks what identifies a person: e-mail addresses, phone numbers and accounts on messengers as screening finds them, and
 * card numbers, IBANs and Brazilian tax numbers by their check digits. Names and street addresses stay: nothing tells them apart
 * from other words. Immutable and safe to share.
 */
public final class PersonalData {

    private static final char MASK = '•';

    private static final Set<String> IDENTIFYING = Set.of("MSG-10.email", "MSG-10.phone", "MSG-10.messenger");

    private static final Pattern CARD = Pattern.compile("(?<![\\d])\\d(?:[ -]?\\d){12,18}(?![\\d])");
    private static final Pattern IBAN =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}(?: ?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])");
    private static final Pattern CPF = Pattern.compile("(?<!\\d)\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}(?!\\d)");

    private final Screening screening;

    /** Finds addresses, phone numbers and accounts by {@code screening}. */
    public PersonalData(Screening screening) {
        this.screening = screening;
    }

    /** {@code text} with letters and digits of what identifies a person as {@code •}; of the same length in UTF-16 units or shorter. */
    public String mask(String text) {
        BitSet masked = new BitSet(text.length());
        for (Finding finding : screening.screen(text, Purpose.REPLY).findings()) {
            if (IDENTIFYING.contains(finding.rule())) {
                masked.set(finding.start(), finding.end());
            }
        }
        mark(masked, CARD, text, PersonalData::isCard);
        mark(masked, IBAN, text, PersonalData::isIban);
        mark(masked, CPF, text, PersonalData::isCpf);
        return masked.isEmpty() ? text : masked(text, masked);
    }

    private static void mark(BitSet masked, Pattern form, String text, Predicate<String> isOne) {
        Matcher matcher = form.matcher(text);
        while (matcher.find()) {
            if (isOne.test(matcher.group())) {
                masked.set(matcher.start(), matcher.end());
            }
        }
    }

    private static String masked(String text, BitSet masked) {
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            boolean hide = masked.get(at) && Character.isLetterOrDigit(codePoint);
            result.appendCodePoint(hide ? MASK : codePoint);
            at += Character.charCount(codePoint);
        }
        return result.toString();
    }

    /** Luhn 1960. */
    private static boolean isCard(String written) {
        String digits = written.replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0 && digits.chars().distinct().count() > 1;
    }

    /** ISO 13616: the remainder by 97 is 1. */
    private static boolean isIban(String written) {
        String iban = written.replace(" ", "").toUpperCase(Locale.ROOT);
        StringBuilder number = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4)).chars().forEach(unit -> number.append(Character.digit(unit, 36)));
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    private static boolean isCpf(String written) {
        String digits = written.replaceAll("\\D", "");
        return digits.chars().distinct().count() > 1
                && checkDigit(digits, 9) == digits.charAt(9) - '0'
                && checkDigit(digits, 10) == digits.charAt(10) - '0';
    }

    private static int checkDigit(String digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (digits.charAt(i) - '0') * (length + 1 - i);
        }
        int rest = sum * 10 % 11;
        return rest == 10 ? 0 : rest;
    }
}
