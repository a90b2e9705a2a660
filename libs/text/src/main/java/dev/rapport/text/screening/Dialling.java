package dev.rapport.text.screening;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;

/** What can be dialled, by libphonenumber's data. */
final class Dialling {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private Dialling() {}

    /** Whether {@code digits} are a number with its country code. */
    static boolean isInternational(String digits) {
        PhoneNumber number = parsed("+" + digits.replaceFirst("^00", ""), "ZZ");
        return number != null
                && (PHONES.isValidNumber(number) || digits.length() >= 9 && PHONES.isPossibleNumber(number));
    }

    /**
     * Whether {@code digits}, without a plus, are a number in one of the countries that their form suggests.
     *
     * @param formatted in groups as numbers are written: then any valid one will do, else only a mobile one
     * @param scattered digit by digit: whatever is possible will do
     */
    static boolean isNational(String digits, boolean formatted, boolean scattered) {
        for (String region : suggested(digits)) {
            PhoneNumber number = parsed(region.equals("ZZ") ? "+" + digits.replaceFirst("^00", "") : digits, region);
            if (number == null || !PHONES.isValidNumber(number)) {
                continue;
            }
            if (formatted || scattered || isMobile(number)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMobile(PhoneNumber number) {
        PhoneNumberType type = PHONES.getNumberType(number);
        return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
    }

    /** Where numbers of this length and begin are dialled; {@code ZZ} for one with its country code. */
    private static List<String> suggested(String digits) {
        char first = digits.charAt(0);
        char second = digits.charAt(1);
        return switch (digits.length()) {
            case 9 -> first >= '6' && first <= '9' ? List.of("ES", "PT") : List.of();
            case 10 ->
                first == '0'
                        ? second == '0' ? List.of() : List.of("FR", "GB", "AU", "UA", "CN")
                        : first == '1' ? List.of() : List.of("US", "IN", "IT", "MX", "RU");
            case 11 ->
                switch (first) {
                    case '0' -> List.of("GB", "CN", "DE", "JP", "KR", "TR", "BR");
                    case '1' -> List.of("CN", "ZZ");
                    case '7', '8' -> List.of("RU", "BR");
                    default -> List.of("BR", "ZZ");
                };
            case 12, 13, 14, 15, 16, 17 -> List.of("ZZ");
            default -> List.of();
        };
    }

    private static @org.jspecify.annotations.Nullable PhoneNumber parsed(String digits, String region) {
        try {
            return PHONES.parse(digits, region);
        } catch (NumberParseException noNumber) {
            return null;
        }
    }
}
