package dev.rapport.kit.inbox;

import dev.rapport.events.RejectReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as it was read, and what is to be done with it. */
sealed interface Incoming {

    ConsumerRecord<byte[], byte[]> record();

    /** An event of interest. */
    record Applicable(ConsumerRecord<byte[], byte[]> record, Received received) implements Incoming {}

    /** One for the dead letters. */
    record Refused(ConsumerRecord<byte[], byte[]> record, RejectReason reason, String detail) implements Incoming {}

    /** One that is none of this service's business. */
    record Passed(ConsumerRecord<byte[], byte[]> record, Why why) implements Incoming {
        enum Why {
            /** A type this version does not know, or a tombstone. */
            UNKNOWN,
            /** A type the subscription does not name. */
            OF_NO_INTEREST,
            /** A replayed dead letter of another service. */
            FOR_ANOTHER
        }
    }
}
