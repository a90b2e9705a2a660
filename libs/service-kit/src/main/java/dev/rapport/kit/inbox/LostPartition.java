package dev.rapport.kit.inbox;

/** Another consumer has moved the offset of a partition this one took for its own: nothing of the batch may be written. */
final class LostPartition extends Exception {

    LostPartition(int moved, int expected) {
        super("%d of %d partitions are where this consumer left them".formatted(moved, expected), null, false, false);
    }
}
