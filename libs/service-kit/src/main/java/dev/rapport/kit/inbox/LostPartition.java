package dev.rapport.kit.inbox;

/**
 * The offset of a partition is not where this consumer left it: another has taken it over, or the database lost its last moments in a
 * crash. Nothing of the batch may be written.
 */
final class LostPartition extends Exception {

    LostPartition(int moved, int expected) {
        super("%d of %d partitions are where it left them".formatted(moved, expected), null, false, false);
    }
}
