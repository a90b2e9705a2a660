package dev.rapport.kit.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.DeadLetterHeaders;
import dev.rapport.events.RejectReason;
import dev.rapport.events.Topic;
import dev.rapport.kit.outbox.Bucket;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.outbox.OutboxRecord;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes records that could not be applied to {@code rapport.dead-letters}, through the outbox and so in the transaction that moves the
 * consumer past them.
 */
@Singleton
public final class DeadLetters {

    /**
     * One of them.
     *
     * @param detail for the person who reads it; no buyer text
     */
    public record Refused(ConsumerRecord<byte[], byte[]> original, RejectReason reason, String detail) {}

    /** What an original may take with its key and headers so that the dead letter fits the topic, which allows 4 MiB. */
    static final int LARGEST_ORIGINAL = 3_900_000;

    /** How much is kept of a larger one. */
    static final int HEAD = 65_536;

    private final Outbox outbox;

    @Inject
    public DeadLetters(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Writes them in the given order.
     *
     * @param service that could not apply them
     */
    public void write(Connection tx, String service, List<Refused> refused, Instant now) throws SQLException {
        List<OutboxRecord> records = new ArrayList<>(refused.size());
        for (Refused one : refused) {
            records.add(record(service, one, now));
        }
        outbox.appendRecords(tx, records);
    }

    private static OutboxRecord record(String service, Refused refused, Instant now) {
        ConsumerRecord<byte[], byte[]> original = refused.original();
        List<Header> headers = new ArrayList<>();
        int size = add(headers, original);
        add(headers, DeadLetterHeaders.TOPIC, original.topic());
        add(headers, DeadLetterHeaders.PARTITION, Integer.toString(original.partition()));
        add(headers, DeadLetterHeaders.OFFSET, Long.toString(original.offset()));
        add(headers, DeadLetterHeaders.SERVICE, service);
        add(headers, DeadLetterHeaders.REASON, refused.reason() + ": " + refused.detail());
        add(headers, DeadLetterHeaders.AT, now.toString());
        byte[] value = original.value();
        if (value != null && size + value.length > LARGEST_ORIGINAL) {
            add(headers, DeadLetterReplay.ORIGINAL_SHA256, sha256(value));
            add(headers, DeadLetterReplay.ORIGINAL_BYTES, Integer.toString(value.length));
            value = Arrays.copyOf(value, HEAD);
        }
        // Whose it is, nobody may be able to tell: so it has no seller here, and the rest role never sees it.
        int bucket = original.partition() % Bucket.COUNT;
        return new OutboxRecord(bucket, null, Topic.DEAD_LETTERS, original.key(), headers, value);
    }

    /** The original's headers without what an earlier stay among the dead letters left on them; gives the size with the key. */
    private static int add(List<Header> headers, ConsumerRecord<byte[], byte[]> original) {
        int size = original.key() == null ? 0 : original.key().length;
        for (Header header : original.headers()) {
            if (!DeadLetterReplay.isOurs(header.key())) {
                headers.add(header);
                size += header.key().length() + (header.value() == null ? 0 : header.value().length);
            }
        }
        return size;
    }

    private static void add(List<Header> headers, String name, String value) {
        headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
