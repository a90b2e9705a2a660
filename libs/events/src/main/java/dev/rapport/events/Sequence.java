package dev.rapport.events;

import org.jspecify.annotations.Nullable;

/**
 * The outbox position of a fact of ours ({@code ce_sequence}): strictly rising per source and bucket. Written as three
 * numbers of 19 digits joined by {@code -}, so that it sorts as text as it does as numbers.
 *
 * @param epoch changes when a database is restored or rebuilt
 * @param transaction the {@code xid8} of the writing transaction
 * @param row the outbox row
 */
public record Sequence(long epoch, long transaction, long row) implements Comparable<Sequence> {

    private static final int DIGITS = 19;

    /** @throws IllegalArgumentException when a part is negative */
    public Sequence {
        if ((epoch | transaction | row) < 0) {
            throw new IllegalArgumentException("A sequence has no negative part");
        }
    }

    /** The sequence of that text, or null when it is not of our form (another system's sequence, say). */
    public static @Nullable Sequence parse(String text) {
        if (text.length() != 3 * DIGITS + 2 || text.charAt(DIGITS) != '-' || text.charAt(2 * DIGITS + 1) != '-') {
            return null;
        }
        long epoch = number(text, 0);
        long transaction = number(text, DIGITS + 1);
        long row = number(text, 2 * DIGITS + 2);
        return (epoch | transaction | row) < 0 ? null : new Sequence(epoch, transaction, row);
    }

    private static long number(String text, int from) {
        long number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The text form. */
    public String text() {
        StringBuilder text = new StringBuilder(3 * DIGITS + 2);
        append(text, epoch);
        append(text.append('-'), transaction);
        append(text.append('-'), row);
        return text.toString();
    }

    private static void append(StringBuilder text, long number) {
        String digits = Long.toString(number);
        text.repeat('0', DIGITS - digits.length()).append(digits);
    }

    @Override
    public int compareTo(Sequence other) {
        if (epoch != other.epoch) {
            return Long.compare(epoch, other.epoch);
        }
        return transaction != other.transaction
                ? Long.compare(transaction, other.transaction)
                : Long.compare(row, other.row);
    }
}
