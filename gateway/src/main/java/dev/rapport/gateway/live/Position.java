package dev.rapport.gateway.live;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in the log: for every partition of {@link LiveEvents#TOPICS} the offset of the next record. Made of nothing but offsets, it
 * means the same on every replica and after any restart. Belongs to one thread at a time.
 *
 * <p>On the wire, as the id of an event: base64url of a version and, per topic, the number of partitions and the offsets, as variable
 * length integers.
 */
final class Position {

    private static final int VERSION = 1;
    private static final int MOST_PARTITIONS = 1_000;
    private static final int LONGEST = 8_000;

    private final long[][] next;

    private Position(long[][] next) {
        this.next = next;
    }

    /** The beginning of everything. */
    static Position start() {
        return new Position(new long[LiveEvents.TOPICS.size()][0]);
    }

    /** A place that no log has, for an id that is none of ours. */
    static Position unknown() {
        Position nowhere = start();
        nowhere.set(0, 0, Long.MAX_VALUE);
        return nowhere;
    }

    Position copy() {
        long[][] copied = new long[next.length][];
        for (int topic = 0; topic < next.length; topic++) {
            copied[topic] = next[topic].clone();
        }
        return new Position(copied);
    }

    /** The next offset of a partition; 0 for one that came later than this position. */
    long at(int topic, int partition) {
        return partition < next[topic].length ? next[topic][partition] : 0;
    }

    int partitions(int topic) {
        return next[topic].length;
    }

    /** Moves a partition; the others stay. */
    void set(int topic, int partition, long offset) {
        if (partition >= next[topic].length) {
            next[topic] = Arrays.copyOf(next[topic], partition + 1);
        }
        next[topic][partition] = offset;
    }

    /** How many offsets lie from here to there; partitions in which this is ahead do not count. */
    long behind(Position there) {
        long offsets = 0;
        for (int topic = 0; topic < next.length; topic++) {
            for (int partition = 0; partition < there.partitions(topic); partition++) {
                offsets += Math.max(0, there.at(topic, partition) - at(topic, partition));
            }
        }
        return offsets;
    }

    String encode() {
        var bytes = new ByteArrayOutputStream(128);
        bytes.write(VERSION);
        for (long[] topic : next) {
            write(bytes, topic.length);
            for (long offset : topic) {
                write(bytes, offset);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream bytes, long number) {
        long rest = number;
        while (rest > 0x7f) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** What {@link #encode} wrote; null for anything else. */
    static @Nullable Position decode(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            return new Reading(Base64.getUrlDecoder().decode(text)).position();
        } catch (IllegalArgumentException | IndexOutOfBoundsException noneOfOurs) {
            return null;
        }
    }

    private static final class Reading {

        private final byte[] bytes;
        private int at;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        private @Nullable Position position() {
            if (number() != VERSION) {
                return null;
            }
            Position position = start();
            for (int topic = 0; topic < position.next.length; topic++) {
                long partitions = number();
                if (partitions > MOST_PARTITIONS) {
                    return null;
                }
                for (int partition = 0; partition < partitions; partition++) {
                    position.set(topic, partition, number());
                }
            }
            return at == bytes.length ? position : null;
        }

        private long number() {
            long number = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                byte next = bytes[at++];
                number |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("longer than an offset");
        }
    }
}
