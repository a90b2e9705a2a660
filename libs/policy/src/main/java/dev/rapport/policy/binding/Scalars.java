package dev.rapport.policy.binding;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The types written as one word, each with how it is read and how a fault describes it.
 *
 * <p>A reader refuses by {@link IllegalArgumentException} or {@link java.time.DateTimeException}.
 */
public final class Scalars {

    private record Form(String description, Function<String, Object> reader) {}

    private final Map<Class<?>, Form> forms = new HashMap<>();

    /** Text, numbers, switches, durations ({@code PT2H}), instants, dates, times and zones. */
    public Scalars() {
        with(String.class, "a text", text -> text);
        with(int.class, "a whole number", Integer::valueOf);
        with(Integer.class, "a whole number", Integer::valueOf);
        with(double.class, "a number", Scalars::number);
        with(Double.class, "a number", Scalars::number);
        with(BigDecimal.class, "a decimal number", BigDecimal::new);
        with(boolean.class, "true or false", Scalars::truth);
        with(Duration.class, "an ISO 8601 duration such as PT2H or P30D", Duration::parse);
        with(Instant.class, "an instant such as 2024-06-01T00:00:00Z", Instant::parse);
        with(LocalDate.class, "a date such as 2024-06-01", LocalDate::parse);
        with(LocalTime.class, "a time such as 09:00", LocalTime::parse);
        with(ZoneId.class, "an IANA time zone such as Asia/Shanghai", ZoneId::of);
    }

    /**
     * Adds a type.
     *
     * @param description continues "must be …"
     */
    public <T> Scalars with(Class<T> type, String description, Function<String, ? extends T> reader) {
        forms.put(type, new Form(description, reader::apply));
        return this;
    }

    boolean reads(Class<?> type) {
        return forms.containsKey(type);
    }

    String form(Class<?> type) {
        return of(type).description();
    }

    Object read(Class<?> type, String text) {
        return of(type).reader().apply(text);
    }

    private Form of(Class<?> type) {
        Form form = forms.get(type);
        if (form == null) {
            throw new IllegalArgumentException("no scalar: " + type);
        }
        return form;
    }

    private static Double number(String text) {
        double value = new BigDecimal(text).doubleValue();
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
