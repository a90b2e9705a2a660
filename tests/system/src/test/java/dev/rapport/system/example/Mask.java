package dev.rapport.system.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Puts something made up in place of whatever is another in each recording: ids that are drawn, secrets, cursors, ports, and all times
 * near the present, which are told as if the tour had begun at {@link #TOLD_AS}. What is counted from the present loses what is less
 * than ten minutes; a tour takes less.
 */
final class Mask {

    /** When examples say they were recorded. */
    private static final Instant TOLD_AS = Instant.parse("2025-04-01T10:00:00Z");

    private static final long GRAIN = Duration.ofMinutes(10).toSeconds();
    private static final Duration PAST = Duration.ofDays(60);
    private static final Duration FUTURE = Duration.ofDays(400);
    private static final ZoneId ZONE_OF_STORE = ZoneId.of("Europe/Madrid");

    private static final DateTimeFormatter AS_LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private static final Pattern UUIDS = Pattern.compile("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");
    /** But for those that a refusal names as how to write one. */
    private static final Pattern INSTANT = Pattern.compile(
            "(?<!such as )\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)");

    private static final Pattern DAY = Pattern.compile("(?<!such as )\\b\\d{4}-\\d\\d-\\d\\d\\b(?!T)");
    private static final Pattern LOCAL =
            Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d");
    private static final Pattern MILLIS = Pattern.compile("~\\d{13}\\b");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d\\d");
    private static final Pattern TRACE = Pattern.compile("\\b[0-9a-f]{32}\\b");
    private static final Pattern SECRET = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern HOOK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern RECORD = Pattern.compile("rapport\\.inbound/\\d+/\\d+");

    private final Instant begin;
    private final Map<String, String> drawn = new HashMap<>();
    private final Map<String, Integer> many = new HashMap<>();

    Mask(Present present) {
        this.begin = present.begin();
    }

    /** @param name of the field or the parameter that holds it */
    JsonNode json(String name, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode masked = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(field -> masked.set(field.getKey(), json(field.getKey(), field.getValue())));
                yield masked;
            }
            case ArrayNode array -> {
                ArrayNode masked = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> masked.add(json(name, element)));
                yield masked;
            }
            default ->
                value.isTextual()
                        ? JsonNodeFactory.instance.textNode(text(name, value.asText()))
                        : value.isNumber() ? number(name, value) : value;
        };
    }

    /** What counts seconds from now on, or up to now; what a broker or a clock drew. */
    private static JsonNode number(String name, JsonNode value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (name) {
            case "remainingSeconds" -> nodes.numberNode(Math.ceilDiv(value.asLong(), GRAIN) * GRAIN);
            case "silentSeconds" -> nodes.numberNode(Math.floorDiv(value.asLong(), GRAIN) * GRAIN);
            case "latencyMillis" -> nodes.numberNode(12);
            case "lagSeconds" -> nodes.numberNode(0.25);
            case "partition" -> nodes.numberNode(1);
            case "offset" -> nodes.numberNode(4711);
            default -> value;
        };
    }

    /** @param name of the field or the parameter that holds it */
    String text(String name, String text) {
        if (name.equals("next") || name.equals("cursor")) {
            return "b3BhcXVlLWN1cnNvcg";
        }
        String masked = UUIDS.matcher(text).replaceAll(found -> id(name, found.group()));
        masked = SECRET.matcher(masked).replaceAll("0123456789abcdef".repeat(4));
        masked = TRACE.matcher(masked).replaceAll("4bf92f3577b34da6a3ce929d0e0e4736");
        masked = HOOK.matcher(masked).replaceAll("https://hooks.example.com");
        masked = RECORD.matcher(masked).replaceAll("rapport.inbound/1/4711");
        masked = MILLIS.matcher(masked).replaceAll("~" + TOLD_AS.toEpochMilli());
        masked = LOCAL.matcher(masked).replaceAll(this::local);
        masked = INSTANT.matcher(masked).replaceAll(this::instant);
        masked = DAY.matcher(masked).replaceAll(this::day);
        return MONTH.matcher(masked).matches() ? month(masked) : masked;
    }

    private String id(String name, String id) {
        return drawn.computeIfAbsent(id, _ -> {
            int number = many.merge(name, 1, Integer::sum);
            return UUID.nameUUIDFromBytes((name + number).getBytes(StandardCharsets.UTF_8))
                    .toString();
        });
    }

    private boolean isNear(Instant at) {
        return at.isAfter(begin.minus(PAST)) && at.isBefore(begin.plus(FUTURE));
    }

    private String instant(MatchResult found) {
        Instant at = OffsetDateTime.parse(found.group()).toInstant();
        if (!isNear(at)) {
            return found.group();
        }
        return found.group().endsWith("Z")
                ? told(at).toString()
                : told(at).atZone(ZONE_OF_STORE).toOffsetDateTime().toString();
    }

    private String local(MatchResult found) {
        Instant at = OffsetDateTime.parse(found.group(), AS_LOCAL).toInstant();
        return isNear(at) ? AS_LOCAL.format(told(at).atZone(ZONE_OF_STORE)) : found.group();
    }

    private Instant told(Instant at) {
        return TOLD_AS.plusSeconds(Math.floorDiv(begin.until(at, ChronoUnit.SECONDS), GRAIN) * GRAIN);
    }

    private String day(MatchResult found) {
        LocalDate day = LocalDate.parse(found.group());
        if (!isNear(day.atStartOfDay(ZoneOffset.UTC).toInstant())) {
            return found.group();
        }
        LocalDate today = LocalDate.ofInstant(begin, ZoneOffset.UTC);
        return LocalDate.ofInstant(TOLD_AS, ZoneOffset.UTC)
                .plusDays(today.until(day, ChronoUnit.DAYS))
                .toString();
    }

    private String month(String month) {
        YearMonth present = YearMonth.from(begin.atOffset(ZoneOffset.UTC));
        return YearMonth.parse(month).equals(present)
                ? YearMonth.from(TOLD_AS.atOffset(ZoneOffset.UTC)).toString()
                : month;
    }
}
