package dev.rapport.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times of the contract: RFC 3339, read without a formatter since every event has several. */
final class Rfc3339 {

    private static final int SECONDS_END = "1971-01-01T00:00:00".length();
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Rfc3339() {}

    /**
     * The instant of a text that ends in {@code Z}, or null when it is not one. Digits behind the ninth of a fraction are
     * dropped; a leap second is not read.
     */
    static @Nullable Instant utc(char[] text, int from, int length) {
        int end = from + length - 1;
        if (length <= SECONDS_END || text[end] != 'Z' || !punctuated(text, from)) {
            return null;
        }
        int year = number(text, from, 4);
        int month = number(text, from + 5, 2);
        int day = number(text, from + 8, 2);
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        int nano = nano(text, from + SECONDS_END, end);
        if ((year | hour | minute | second | nano) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return null;
        }
        return Instant.ofEpochSecond(epochDay(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second, nano);
    }

    /** The instant of a text with any offset, or null when it is not one. */
    static @Nullable Instant parse(String text) {
        Instant utc = utc(text.toCharArray(), 0, text.length());
        if (utc != null) {
            return utc;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean punctuated(char[] text, int from) {
        return text[from + 4] == '-'
                && text[from + 7] == '-'
                && text[from + 10] == 'T'
                && text[from + 13] == ':'
                && text[from + 16] == ':';
    }

    /** The number of so many digits, or -1. */
    private static int number(char[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The nanoseconds of a fraction with its point, 0 when there is none, or -1. */
    private static int nano(char[] text, int from, int end) {
        if (from == end) {
            return 0;
        }
        int digits = end - from - 1;
        if (text[from] != '.' || digits < 1) {
            return -1;
        }
        for (int i = from + 1 + 9; i < end; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
        }
        int nano = number(text, from + 1, Math.min(digits, 9));
        for (int i = digits; i < 9 && nano > 0; i++) {
            nano *= 10;
        }
        return nano;
    }

    private static int daysIn(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : MONTH_DAYS[month - 1];
    }

    /** Days since 1970-01-01, in years that start in March so that the leap day comes last. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        long leapDays = Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
        return 365L * marchYear + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - 719_468;
    }
}
