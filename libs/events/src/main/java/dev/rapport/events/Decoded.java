package dev.rapport.events;

/** What became of a record. */
public sealed interface Decoded {

    /** A valid event. */
    record Event(Envelope envelope, RapportEvent event) implements Decoded {}

    /**
     * Nothing for us: a type this version does not know, or {@code "tombstone"} for a record without a value on a compacted
     * topic. Skipped and counted, never a dead letter.
     */
    record Unknown(String type) implements Decoded {
        /** The type of a record without a value. */
        public static final String TOMBSTONE = "tombstone";
    }

    /**
     * A record that must be set aside.
     *
     * @param detail names the field and the problem, and quotes no text of it
     */
    record Rejected(RejectReason reason, String detail) implements Decoded {}
}
