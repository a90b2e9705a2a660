package dev.rapport.message.conversation.model;

import dev.rapport.policy.ClockName;

/**
 * Which marks of the present turn have been told, each once, and for which of them a notice went out.
 *
 * @param bits two for each kind of mark of each clock
 */
public record Told(int bits) {

    public static final Told NOTHING = new Told(0);

    private static final int CLOCKS = ClockName.values().length;
    private static final int MARKS = TurnMark.Kind.values().length * CLOCKS;

    boolean has(TurnMark mark) {
        return has(mark.kind(), mark.clock());
    }

    /** Whether this was told of that clock. */
    public boolean has(TurnMark.Kind kind, ClockName clock) {
        return (bits & 1 << index(kind, clock)) != 0;
    }

    /** Whether a warning or an alert was raised with it. */
    public boolean noticed(TurnMark.Kind kind, ClockName clock) {
        return (bits & 1 << index(kind, clock) + MARKS) != 0;
    }

    Told with(TurnMark mark, boolean notice) {
        int index = index(mark.kind(), mark.clock());
        return new Told(bits | 1 << index | (notice ? 1 << index + MARKS : 0));
    }

    private static int index(TurnMark.Kind kind, ClockName clock) {
        return kind.ordinal() * CLOCKS + clock.ordinal();
    }
}
