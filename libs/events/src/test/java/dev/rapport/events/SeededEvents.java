package dev.rapport.events;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Valid events of every type from a seed: the same seed gives the same events. */
final class SeededEvents {

    private static final String ID_CHARACTERS = "ABCXYZabcxyz0189._:~-";
    private static final String[] WORDS = {
        "",
        "Ana",
        "Обещаем",
        "订单还没到",
        "não chegou",
        "\"quoted\" \\ back",
        "tab\tand\nline",
        "👩‍💻🇧🇷",
        "a/b",
        "\u2028",
        "\u007f"
    };
    private static final String[] ZONES = {"Asia/Shanghai", "America/Sao_Paulo", "UTC", "Australia/Lord_Howe"};
    private static final long EARLIEST = TemporalType.Time.EARLIEST.getEpochSecond();
    private static final long END = TemporalType.Time.END.getEpochSecond();

    private final Random random;

    SeededEvents(long seed) {
        this.random = new Random(seed);
    }

    /** An event with each optional field there or not, by chance. */
    RapportEvent event(EventType type) {
        return (RapportEvent) record(type.record());
    }

    /** An envelope around such an event. */
    Envelope envelope(EventType type) {
        return new Envelope(
                text(TextForm.ID),
                "/" + text(TextForm.ID),
                type,
                maybe(this::instant),
                maybe(() -> text(TextForm.LABEL)),
                maybe(() -> new Sequence(random.nextInt(9), random.nextLong(1L << 62), random.nextLong(1L << 62))),
                maybe(() -> "aliexpress@2024-06"),
                maybe(() -> "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                random.nextInt(8) == 0);
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private Object record(Class<?> type) {
        if (type == WorkingHours.class) {
            return workingHours();
        }
        RecordShape shape = RecordShape.of(type);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FieldShape field : shape.fields()) {
            values.put(field.name(), field.nullable() && random.nextBoolean() ? null : value(field.type()));
        }
        return shape.construct(values.values().toArray());
    }

    private Object value(WireType type) {
        return switch (type) {
            case ScalarType.Str string -> text(string.form());
            case TemporalType.Time ignored -> instant();
            case ScalarType.Whole whole -> whole(whole);
            case ScalarType.Real ignored -> random.nextInt(10_001) / 100.0;
            case ScalarType.Flag ignored -> random.nextBoolean();
            case ScalarType.Decimal ignored -> BigDecimal.valueOf(random.nextLong(1L << 40), random.nextInt(7));
            case ScalarType.Constant constant ->
                pick(List.copyOf(constant.byName().values()));
            case TemporalType.Day ignored -> LocalDate.of(1971 + random.nextInt(129), 1 + random.nextInt(12), 28);
            case TemporalType.TimeOfDay ignored -> LocalTime.ofSecondOfDay(random.nextInt(1440) * 60L);
            case CompoundType.Nested nested -> record(nested.shape().type());
            case CompoundType.Listing listing -> list(listing.element());
            case CompoundType.Table table -> table(table);
        };
    }

    private Object whole(ScalarType.Whole whole) {
        Range range = whole.range();
        long number;
        if (range == null) {
            number = random.nextInt();
        } else if (range.also().length > 0 && random.nextBoolean()) {
            number = range.also()[random.nextInt(range.also().length)];
        } else {
            number = random.nextLong(range.min(), Math.min(range.max(), 999_999) + 1);
        }
        return whole.isLong() ? (Object) number : (Object) (int) number;
    }

    private String text(TextForm form) {
        return switch (form) {
            case ID -> characters(ID_CHARACTERS, 1 + random.nextInt(64));
            case LABEL -> "label " + random.nextInt(100) + " é";
            case CURRENCY -> characters("ABCDUSR", 3);
            case ZONE -> pick(List.of(ZONES));
            case FREE -> pick(List.of(WORDS)) + " " + pick(List.of(WORDS));
        };
    }

    private String characters(String from, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    private Instant instant() {
        long second = random.nextLong(EARLIEST, END);
        return switch (random.nextInt(4)) {
            case 0 -> Instant.ofEpochSecond(second, random.nextInt(1000) * 1_000_000L);
            case 1 -> Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            case 2, 3 -> Instant.ofEpochSecond(second);
            default -> throw new IllegalStateException("Four cases");
        };
    }

    private List<Object> list(WireType element) {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(element));
        }
        return items;
    }

    private Map<Object, Object> table(CompoundType.Table table) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.put(value(table.key()), value(table.value()));
        }
        return entries;
    }

    private WorkingHours workingHours() {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Shift> shifts = new ArrayList<>();
            for (int hour = random.nextInt(12); hour < 24 && shifts.size() < 3; hour += 2 + random.nextInt(12)) {
                shifts.add(new Shift(LocalTime.of(hour, random.nextInt(60)), LocalTime.of((hour + 1) % 24, 0)));
            }
            if (random.nextBoolean()) {
                weekly.put(day, shifts);
            }
        }
        return new WorkingHours(weekly, List.of(LocalDate.of(2026, 1, 1 + random.nextInt(31))));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
