package dev.rapport.text.promise;

import dev.rapport.policy.PromiseSignal;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds times to come: spans, days by name, dates. */
final class Times {

    private static final Pattern ISO = Pattern.compile("(?<!\\d)(20\\d\\d)[-./](\\d{1,2})[-./](\\d{1,2})(?!\\d)");

    private static final PromiseSignal[] NUMBERS = {
        PromiseSignal.ONE,
        PromiseSignal.TWO,
        PromiseSignal.THREE,
        PromiseSignal.FOUR,
        PromiseSignal.FIVE,
        PromiseSignal.SIX,
        PromiseSignal.SEVEN,
        PromiseSignal.EIGHT,
        PromiseSignal.NINE,
        PromiseSignal.TEN
    };

    private static final int MOST = 999;

    private final Folded text;
    private final Words words;
    private final List<Time> found = new ArrayList<>();

    private Times(Folded text, Words words) {
        this.text = text;
        this.words = words;
    }

    static List<Time> in(Folded text, Words words) {
        Times times = new Times(text, words);
        words.all().forEach(times::read);
        times.dates();
        return times.found;
    }

    private void read(Match<PromiseSignal> match) {
        switch (match.signal()) {
            case HOUR, DAY, WORKING_DAY, WEEK, MONTH -> span(match);
            case TODAY -> add(new Due.InDays(0), match.start(), match.end());
            case TOMORROW -> add(new Due.InDays(1), match.start(), match.end());
            case DAY_AFTER_TOMORROW -> add(new Due.InDays(2), match.start(), match.end());
            case THIS_WEEK -> add(new Due.InWeeks(0), match.start(), match.end());
            case NEXT_WEEK -> add(new Due.InWeeks(1), match.start(), match.end());
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY ->
                add(new Due.OnWeekday(DayOfWeek.valueOf(match.signal().name())), match.start(), match.end());
            case JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER ->
                day(match);
            default -> {}
        }
    }

    private void add(Due due, int start, int end) {
        found.removeIf(time -> time.start() >= start && time.end() <= end);
        if (found.stream().noneMatch(time -> time.start() <= start && time.end() >= end)) {
            found.add(new Time(due, start, end));
        }
    }

    /** "within 3-5 days", "3天内": the longest of a range counts. */
    private void span(Match<PromiseSignal> unit) {
        Count count = countBefore(unit.start());
        if (count == null) {
            return;
        }
        int after = unit.end();
        for (Match<PromiseSignal> word : words.of(PromiseSignal.WITHIN_AFTER)) {
            after = word.start() == unit.end() ? Math.max(after, word.end()) : after;
        }
        int before = count.start();
        for (Match<PromiseSignal> word : words.of(PromiseSignal.WITHIN)) {
            int gap = count.start() - word.end();
            before = gap >= 0 && gap <= 10 ? Math.min(before, word.start()) : before;
        }
        if (after > unit.end() || before < count.start()) {
            add(due(unit.signal(), count.value()), before, after);
        }
    }

    private static Due due(PromiseSignal unit, int count) {
        return switch (unit) {
            case HOUR -> new Due.Within(Duration.ofHours(count));
            case WEEK -> new Due.Within(Duration.ofDays(7L * count));
            case MONTH -> new Due.Within(Duration.ofDays(30L * count));
            case WORKING_DAY -> new Due.WorkingDays(count);
            default -> new Due.Within(Duration.ofDays(count));
        };
    }

    private record Count(int value, int start) {}

    /** The number that ends right before a position; of a range the second. */
    private @Nullable Count countBefore(int position) {
        int end = position;
        while (end > words.start() && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '-')) {
            end--;
        }
        int start = end;
        while (start > words.start() && Folded.isDigit(text.charAt(start - 1))) {
            start--;
        }
        if (start < end) {
            int value = end - start <= 3 ? Integer.parseInt(text.text(start, end)) : MOST + 1;
            return value == 0 || value > MOST ? null : new Count(value, rangeStart(start));
        }
        return spelledBefore(end);
    }

    private int rangeStart(int start) {
        int at = start;
        while (at > words.start() && start - at < 12 && isOfRange(text.charAt(at - 1))) {
            at--;
        }
        while (at < start && !Folded.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isOfRange(char glyph) {
        return Folded.isDigit(glyph) || glyph == '-' || glyph == ' ' || glyph == '~' || glyph == '到' || glyph == '至';
    }

    private @Nullable Count spelledBefore(int end) {
        for (int i = 0; i < NUMBERS.length; i++) {
            for (Match<PromiseSignal> number : words.of(NUMBERS[i])) {
                if (number.end() == end) {
                    return new Count(i + 1, number.start());
                }
            }
        }
        return null;
    }

    /** "June 5", "5 June", "5 de junio", "6月5日". */
    private void day(Match<PromiseSignal> month) {
        int number = month.signal().ordinal() - PromiseSignal.JANUARY.ordinal() + 1;
        if (month.language().equals("zh") && Folded.isDigit(text.at(month.start() - 1))) {
            return; // the 2月 of 12月
        }
        int after = month.end();
        while (text.at(after) == ' ' || text.at(after) == '.') {
            after++;
        }
        int end = after;
        while (Folded.isDigit(text.at(end)) && end - after < 3) {
            end++;
        }
        if (end > after && end - after < 3) {
            onDay(number, Integer.parseInt(text.text(after, end)), month.start(), end);
            return;
        }
        dayBefore(month, number);
    }

    private void dayBefore(Match<PromiseSignal> month, int number) {
        int end = month.start();
        while (end > words.start() && !Folded.isDigit(text.charAt(end - 1)) && month.start() - end < 4) {
            end--;
        }
        int start = end;
        while (start > words.start() && Folded.isDigit(text.charAt(start - 1))) {
            start--;
        }
        if (end > start && end - start < 3) {
            onDay(number, Integer.parseInt(text.text(start, end)), start, month.end());
        }
    }

    /** Most sentences name none, and are not searched. */
    private boolean hasYear() {
        for (int at = words.start(); at < words.end() - 3; at++) {
            if (text.charAt(at) == '2' && text.charAt(at + 1) == '0' && Folded.isDigit(text.charAt(at + 2))) {
                return true;
            }
        }
        return false;
    }

    private void onDay(int month, int day, int start, int end) {
        try {
            add(new Due.OnDay(MonthDay.of(month, day)), start, end);
        } catch (DateTimeException noDay) {
            // June 31 is no day, and promises none.
        }
    }

    private void dates() {
        if (!hasYear()) {
            return;
        }
        Matcher iso = ISO.matcher(text.text(words.start(), words.end()));
        while (iso.find()) {
            try {
                LocalDate date = LocalDate.of(
                        Integer.parseInt(iso.group(1)), Integer.parseInt(iso.group(2)), Integer.parseInt(iso.group(3)));
                add(new Due.OnDate(date), words.start() + iso.start(), words.start() + iso.end());
            } catch (DateTimeException noDate) {
                // 2026-13-40 is a code of some sort.
            }
        }
    }
}
