package dev.rapport.score.profile;

import dev.rapport.events.AccountType;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Shift;
import dev.rapport.events.WireNamed;
import dev.rapport.events.WorkingHours;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemType;
import dev.rapport.kit.problem.Violation;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.profile.ProfileDocument.CalendarDocument;
import dev.rapport.score.profile.ProfileDocument.ShiftDocument;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a profile of what an admin sent, or says the first thing that is wrong with it. Pack and zone must be given; whatever
 * else is missing is as in the default profile of that pack, never as it was before: a profile is replaced as a whole.
 */
final class ProfileCheck {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,128}");

    private final Packs packs;
    private final Instant now;

    ProfileCheck(Packs packs, Instant now) {
        this.packs = packs;
        this.now = now;
    }

    /** What became of a document. */
    sealed interface Verdict {
        /** It makes a profile. */
        record Valid(SellerChanged profile) implements Verdict {}

        /** It makes none. */
        record Invalid(Problem problem) implements Verdict {}
    }

    /** Carries the first fault out of the depth of the document. */
    private static final class Fault extends Exception {
        private final transient Problem problem;

        Fault(ProblemType type, String field, String message) {
            super(message, null, false, false);
            this.problem = Problem.of(type, field + " " + message + ".").violation(Violation.ofField(field, message));
        }
    }

    Verdict check(String sellerId, ProfileDocument document) {
        try {
            return new Verdict.Valid(profile(sellerId, document));
        } catch (Fault fault) {
            return new Verdict.Invalid(fault.problem);
        }
    }

    private SellerChanged profile(String sellerId, ProfileDocument document) throws Fault {
        if (document.sellerId() != null && !document.sellerId().equals(sellerId)) {
            throw new Fault(ScoreProblem.SELLER_MISMATCH, "sellerId", "is not the seller of the path");
        }
        Pack pack = pack(given("pack", document.pack()));
        SellerChanged usual = DefaultProfile.of(sellerId, pack);
        return new SellerChanged(
                sellerId,
                marketplace(document.marketplace(), usual.marketplace()),
                pack.name(),
                zone(given("zone", document.zone())),
                named(
                        AccountType.values(),
                        document.accountType(),
                        usual.accountType(),
                        ScoreProblem.ACCOUNT_TYPE_UNKNOWN,
                        "accountType"),
                document.verified() == null ? usual.verified() : document.verified(),
                named(
                        Fulfilment.values(),
                        document.fulfilment(),
                        usual.fulfilment(),
                        ScoreProblem.FULFILMENT_UNKNOWN,
                        "fulfilment"),
                document.calendar() == null ? usual.calendar() : calendar(document.calendar()),
                document.languages() == null ? usual.languages() : languages(document.languages()));
    }

    private static String given(String field, @Nullable String value) throws Fault {
        if (value == null) {
            throw new Fault(CommonProblem.MALFORMED_BODY, field, "is missing");
        }
        return value;
    }

    private Pack pack(String name) throws Fault {
        if (!packs.names().contains(name)) {
            throw new Fault(ScoreProblem.PACK_UNKNOWN, "pack", "is none of " + String.join(", ", packs.names()));
        }
        return packs.pack(name, now);
    }

    private static String marketplace(@Nullable String name, String usual) throws Fault {
        if (name != null && !LABEL.matcher(name).matches()) {
            throw new Fault(ScoreProblem.MARKETPLACE_MALFORMED, "marketplace", "has 1 to 128 printable characters");
        }
        return name == null ? usual : name;
    }

    private static String zone(String name) throws Fault {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new Fault(ScoreProblem.ZONE_UNKNOWN, "zone", "is an IANA name such as Asia/Shanghai");
        }
        return name;
    }

    private static <E extends Enum<E> & WireNamed> E named(
            E[] values, @Nullable String name, E usual, ScoreProblem problem, String field) throws Fault {
        if (name == null) {
            return usual;
        }
        List<String> names = new ArrayList<>();
        for (E value : values) {
            if (value.wireName().equals(name)) {
                return value;
            }
            names.add(value.wireName());
        }
        throw new Fault(problem, field, "is none of " + String.join(", ", names));
    }

    private static List<String> languages(List<@Nullable String> tags) throws Fault {
        List<String> languages = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            if (tag == null || tag.isEmpty() || canonical(tag).isEmpty()) {
                throw new Fault(
                        ScoreProblem.LANGUAGE_MALFORMED,
                        "languages[" + i + "]",
                        "is a language tag such as zh or pt-BR");
            }
            languages.add(canonical(tag).orElseThrow());
        }
        return languages.stream().distinct().toList();
    }

    private static Optional<String> canonical(String tag) {
        try {
            String canonical = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
            return canonical.equals("und") ? Optional.empty() : Optional.of(canonical);
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }

    private static WorkingHours calendar(CalendarDocument calendar) throws Fault {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        if (calendar.weekly() != null) {
            for (Map.Entry<String, @Nullable List<@Nullable ShiftDocument>> day :
                    calendar.weekly().entrySet()) {
                String field = "calendar.weekly." + day.getKey();
                weekly.put(day(day.getKey()), shifts(field, day.getValue()));
            }
        }
        weekly.values().removeIf(List::isEmpty);
        if (weekly.isEmpty()) {
            throw new Fault(ScoreProblem.CALENDAR_WITHOUT_WORK, "calendar.weekly", "has at least one shift");
        }
        return new WorkingHours(weekly, holidays(calendar.holidays()));
    }

    private static DayOfWeek day(String name) throws Fault {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(name)) {
                return day;
            }
        }
        throw new Fault(ScoreProblem.DAY_UNKNOWN, "calendar.weekly", "has days from MONDAY to SUNDAY");
    }

    private static List<Shift> shifts(String field, @Nullable List<@Nullable ShiftDocument> documents) throws Fault {
        List<Shift> shifts = new ArrayList<>();
        if (documents != null) {
            for (int i = 0; i < documents.size(); i++) {
                shifts.add(shift(field + "[" + i + "]", documents.get(i)));
            }
        }
        shifts.sort(Comparator.comparing(Shift::from));
        for (int i = 1; i < shifts.size(); i++) {
            if (shifts.get(i).fromMinute() < shifts.get(i - 1).toMinute()) {
                throw new Fault(ScoreProblem.SHIFTS_OVERLAP, field, "has shifts that overlap");
            }
        }
        return shifts;
    }

    private static Shift shift(String field, @Nullable ShiftDocument shift) throws Fault {
        String from = shift == null ? null : shift.from();
        String to = shift == null ? null : shift.to();
        boolean endsWithTheDay = "24:00".equals(to);
        if (from == null
                || to == null
                || !TIME.matcher(from).matches()
                || !(endsWithTheDay || TIME.matcher(to).matches())) {
            throw new Fault(ScoreProblem.SHIFT_MALFORMED, field, "has from and to such as 09:00 and 22:00, or 24:00");
        }
        LocalTime end = endsWithTheDay ? LocalTime.MIDNIGHT : LocalTime.parse(to);
        // Midnight at the end of a shift is written 24:00; 00:00 would be its beginning.
        if (!endsWithTheDay && !LocalTime.parse(from).isBefore(end)) {
            throw new Fault(
                    ScoreProblem.SHIFT_MALFORMED, field, "ends after it begins; past midnight it is two shifts");
        }
        return new Shift(LocalTime.parse(from), end);
    }

    private static List<LocalDate> holidays(@Nullable List<@Nullable String> texts) throws Fault {
        List<LocalDate> holidays = new ArrayList<>();
        if (texts != null) {
            for (int i = 0; i < texts.size(); i++) {
                holidays.add(holiday("calendar.holidays[" + i + "]", texts.get(i)));
            }
        }
        return holidays;
    }

    private static LocalDate holiday(String field, @Nullable String text) throws Fault {
        try {
            LocalDate date = text == null ? LocalDate.MIN : LocalDate.parse(text);
            if (date.getYear() >= 1971 && date.getYear() < 2100) {
                return date;
            }
        } catch (DateTimeException _) {
            // Said below, as for any other text.
        }
        throw new Fault(ScoreProblem.HOLIDAY_MALFORMED, field, "is a date such as 2026-10-01");
    }
}
