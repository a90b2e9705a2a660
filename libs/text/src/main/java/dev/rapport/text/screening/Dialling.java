package dev.rapport.text.screening;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be dialled, by libphonenumber's data. Its parser is left out: it looks for what has been found here already, by
 * patterns that cost more than all the rest of a screening.
 */
final class Dialling {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final Set<Integer> COUNTRY_CODES = Set.copyOf(PHONES.getSupportedCallingCodes());

    /** E.164. */
    private static final int LONGEST = 15;

    private static final int LONGEST_COUNTRY_CODE = 3;

    private Dialling() {}

    /** Whether {@code digits} are a number with its country code. What is possible is asked first: that is a matter of lengths. */
    static boolean isInternational(String digits) {
        PhoneNumber number = international(digits);
        return number != null
                && (digits.length() >= 9 && PHONES.isPossibleNumber(number) || PHONES.isValidNumber(number));
    }

    /**
     * Whether {@code digits}, without a plus, are a number in one of the countries that their form suggests.
     *
     * @param formatted in groups as numbers are written: then any valid one will do, else only a mobile one
     * @param scattered digit by digit: whatever is possible will do
     */
    static boolean isNational(String digits, boolean formatted, boolean scattered) {
        boolean any = formatted || scattered;
        for (String region : suggested(digits)) {
            PhoneNumber number = national(digits, region);
            if (any ? PHONES.isValidNumberForRegion(number, region) : isMobile(number)) {
                return true;
            }
        }
        PhoneNumber number = mayBeInternational(digits) ? international(digits) : null;
        return number != null && (any ? PHONES.isValidNumber(number) : isMobile(number));
    }

    private static boolean isMobile(PhoneNumber number) {
        PhoneNumberType type = PHONES.getNumberType(number);
        return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
    }

    /** Without a plus, a country code is only looked for where its number is long enough to need one. */
    private static boolean mayBeInternational(String digits) {
        return digits.length() >= 12 || digits.length() == 11 && digits.charAt(0) != '0';
    }

    /** Where numbers of this length and begin are dialled. */
    private static List<String> suggested(String digits) {
        char first = digits.charAt(0);
        char second = digits.charAt(1);
        return switch (digits.length()) {
            case 9 -> first == '9' ? List.of("PT", "ES") : first >= '6' && first <= '8' ? List.of("ES") : List.of();
            case 10 -> ofTen(digits);
            case 11 ->
                switch (first) {
                    case '0' -> second == '0' ? List.of() : List.of("GB", "CN", "DE", "JP", "KR", "TR");
                    case '1' -> List.of("CN", "US", "BR");
                    case '7', '8' -> List.of("RU", "BR");
                    default -> List.of("BR");
                };
            case 12 -> first == '0' && second != '0' ? List.of("CN", "DE") : List.of();
            default -> List.of();
        };
    }

    private static List<String> ofTen(String digits) {
        boolean american = digits.charAt(0) >= '2' && digits.charAt(3) >= '2';
        return switch (digits.charAt(0)) {
            case '0' -> digits.charAt(1) == '0' ? List.of() : List.of("FR", "GB", "AU", "UA");
            case '1' -> List.of();
            case '3' -> american ? List.of("US", "IT") : List.of("IT");
            case '9' -> american ? List.of("US", "RU", "IN") : List.of("RU", "IN");
            case '6', '7', '8' -> american ? List.of("US", "IN") : List.of("IN");
            default -> american ? List.of("US", "RU", "MX") : List.of("RU", "MX");
        };
    }

    /** The number dialled within a country, what is dialled before it there taken off. */
    private static PhoneNumber national(String digits, String region) {
        boolean trunk =
                switch (digits.charAt(0)) {
                    case '0' -> true;
                    case '1' -> region.equals("US") && digits.length() == 11;
                    case '7', '8' -> region.equals("RU") && digits.length() == 11;
                    default -> false;
                };
        return number(PHONES.getCountryCodeForRegion(region), trunk ? digits.substring(1) : digits);
    }

    private static @Nullable PhoneNumber international(String digits) {
        String dialled = digits.startsWith("00") ? digits.substring(2) : digits;
        if (dialled.length() > LONGEST || dialled.length() < 7) {
            return null;
        }
        for (int length = 1; length <= LONGEST_COUNTRY_CODE; length++) {
            int code = Integer.parseInt(dialled.substring(0, length));
            if (COUNTRY_CODES.contains(code)) {
                String rest = dialled.substring(length);
                // +44 (0)20 …: the zero is for those at home. Italy keeps its own.
                return number(code, rest.charAt(0) == '0' && code != 39 ? rest.substring(1) : rest);
            }
        }
        return null;
    }

    private static PhoneNumber number(int countryCode, String significant) {
        PhoneNumber number =
                new PhoneNumber().setCountryCode(countryCode).setNationalNumber(Long.parseLong(significant));
        return significant.charAt(0) == '0' ? number.setItalianLeadingZero(true) : number;
    }
}
