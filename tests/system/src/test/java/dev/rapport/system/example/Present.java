package dev.rapport.system.example;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The minute at which the tour began, from which its script counts: {@code T-2h}, {@code T+3d}, {@code T-20d+1h}; {@code NOW} is the
 * second at which a step is done, {@code MONTH} the month of {@code T}.
 *
 * @param begin a whole minute
 */
record Present(Instant begin) {

    private static final Pattern OFFSET = Pattern.compile("([+-]\\d+)([dhm])");
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

    static Present now() {
        return new Present(Instant.now().truncatedTo(ChronoUnit.MINUTES));
    }

    /** An instant as the script writes it, absolute or from {@code T} on. */
    String instant(String written) {
        return written.startsWith("T") ? begin.plus(offset(written)).toString() : written;
    }

    /** A text with what the script left open filled in. */
    String fill(String text, Map<String, String> known) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place, known)));
    }

    private String value(MatchResult place, Map<String, String> known) {
        String name = place.group(1);
        return switch (name) {
            case "NOW" -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            case "MONTH" -> begin.toString().substring(0, 7);
            default ->
                name.startsWith("T")
                        ? instant(name)
                        : Objects.requireNonNull(known.get(name), () -> "no step of the tour has kept " + name);
        };
    }

    private static Duration offset(String written) {
        return OFFSET.matcher(written)
                .results()
                .map(part -> {
                    long many = Long.parseLong(part.group(1));
                    return switch (part.group(2)) {
                        case "d" -> Duration.ofDays(many);
                        case "h" -> Duration.ofHours(many);
                        default -> Duration.ofMinutes(many);
                    };
                })
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** A country in which it is day, for what nobody is sent at night (CARE-06). */
    String awake() {
        int hour = begin.atOffset(ZoneOffset.UTC).getHour();
        return hour < 8 ? "JP" : hour < 17 ? "ES" : "MX";
    }
}
