package dev.rapport.text.advice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of money in a folded text. */
final class Amounts {

    private static final String NUMBER = "(\\d{1,3}(?:[ .,]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?)";

    /** How currencies are written, folded; the dollar sign alone is anybody's dollar. */
    private static final Map<String, String> SIGNS = Map.of(
            "USD", "us\\$|usd|\\$|dollars?|dolares",
            "EUR", "€|eur|euros?",
            "GBP", "£|gbp|pounds?",
            "BRL", "r\\$|brl|reais",
            "RUB", "₽|rub|руб\\.?|pyб\\.?",
            "CNY", "¥|cny|rmb|元|yuan",
            "JPY", "¥|jpy|yen",
            "MXN", "mxn|mx\\$|\\$|pesos?",
            "CAD", "ca\\$|cad|c\\$|\\$",
            "AUD", "au\\$|aud|a\\$|\\$");

    private Amounts() {}

    /** The amounts in one currency. */
    static List<BigDecimal> in(String folded, String currency) {
        String sign = "(?:" + SIGNS.getOrDefault(currency, currency.toLowerCase(Locale.ROOT)) + ")";
        Matcher matcher = Pattern.compile(sign + " ?" + NUMBER + "|" + NUMBER + " ?" + sign + "(?![a-z])")
                .matcher(folded);
        List<BigDecimal> amounts = new ArrayList<>();
        while (matcher.find()) {
            amounts.add(value(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
        }
        return amounts;
    }

    /** The last point or comma with one or two digits after it is the decimal one. */
    private static BigDecimal value(String number) {
        Matcher decimals = Pattern.compile("[.,](\\d{1,2})$").matcher(number);
        if (decimals.find()) {
            String whole = number.substring(0, decimals.start()).replaceAll("\\D", "");
            return new BigDecimal(whole + "." + decimals.group(1));
        }
        return new BigDecimal(number.replaceAll("\\D", ""));
    }
}
