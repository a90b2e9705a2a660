package dev.rapport.score.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * First responses of the last hours by the minute in which they were given, with the working time they took (MSG-05). The counters
 * cannot tell: they know responses by the hour in which the turn opened, and by the clock on the wall.
 *
 * <p>Mutable, and confined to one thread. Packed it is a version byte, then for each minute its number and the count in four bytes
 * each and the seconds in eight.
 */
public final class RecentResponses {
    private static final byte VERSION = 1;
    private static final int ENTRY = 16;

    /** What is older is forgotten. */
    static final Duration KEPT = Duration.ofHours(2);

    /** How many responses, and the seconds of working time they took together. */
    public record Sum(long count, long seconds) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, seconds + other.seconds);
        }
    }

    private final NavigableMap<Integer, Sum> minutes = new TreeMap<>();

    /** Those of a packed form; none of null. */
    public static RecentResponses unpack(byte @Nullable [] packed) {
        RecentResponses responses = new RecentResponses();
        if (packed != null && packed.length > 0 && packed[0] == VERSION) {
            ByteBuffer in = ByteBuffer.wrap(packed, 1, packed.length - 1);
            while (in.remaining() >= ENTRY) {
                responses.minutes.put(in.getInt(), new Sum(in.getInt(), in.getLong()));
            }
        }
        return responses;
    }

    /** Whether a response given then is worth keeping: it is neither old nor from the future. */
    public static boolean recent(Instant respondedAt, Instant now) {
        return respondedAt.isAfter(now.minus(KEPT)) && !respondedAt.isAfter(now.plusSeconds(60));
    }

    /** Adds a response. */
    public void add(Instant respondedAt, long seconds) {
        minutes.merge(minute(respondedAt), new Sum(1, seconds), Sum::plus);
    }

    /** The packed form, without what is too old by now; null when nothing is left. */
    public byte @Nullable [] packed(Instant now) {
        Map<Integer, Sum> kept = minutes.tailMap(minute(now.minus(KEPT)), false);
        if (kept.isEmpty()) {
            return null;
        }
        ByteBuffer out = ByteBuffer.allocate(1 + ENTRY * kept.size()).put(VERSION);
        kept.forEach(
                (minute, sum) -> out.putInt(minute).putInt((int) sum.count()).putLong(sum.seconds()));
        return out.array();
    }

    /** All responses within a time that ends now, to the minute. */
    public Sum within(Duration time, Instant now) {
        Sum sum = new Sum(0, 0);
        for (Sum minute : minutes.subMap(minute(now.minus(time)), false, minute(now), true)
                .values()) {
            sum = sum.plus(minute);
        }
        return sum;
    }

    private static int minute(Instant instant) {
        return Math.toIntExact(Math.floorDiv(instant.getEpochSecond(), 60));
    }
}
