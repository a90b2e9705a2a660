package dev.rapport.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.Topic;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record on its way from the source to the operator of its seller. Public fields and no final ones, so that Flink takes it for a POJO
 * and writes it with its own serializers; parsed only when it has arrived.
 */
public final class FlinkRecord {
    /** The record's key. */
    public String seller = "";
    /** Number of the {@link Topic}. */
    public int topic;
    /** Name and value of each header, each with its length before it. */
    public byte[] headers = {};
    /** The record's value. */
    public byte[] value = {};

    /** For Flink. */
    public FlinkRecord() {}

    static FlinkRecord of(ConsumerRecord<byte[], byte[]> record) {
        FlinkRecord made = new FlinkRecord();
        made.seller = new String(record.key(), UTF_8);
        made.topic = Objects.requireNonNull(Topic.named(record.topic())).ordinal();
        made.headers = packed(record.headers());
        made.value = record.value();
        return made;
    }

    private static byte[] packed(Headers headers) {
        int length = 0;
        for (Header header : headers) {
            length += 2 * Short.BYTES + header.key().length() + header.value().length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (Header header : headers) {
            // The names are ASCII.
            bytes.putShort((short) header.key().length()).put(header.key().getBytes(UTF_8));
            bytes.putShort((short) header.value().length).put(header.value());
        }
        return bytes.array();
    }

    Headers unpacked() {
        RecordHeaders made = new RecordHeaders();
        ByteBuffer bytes = ByteBuffer.wrap(headers);
        while (bytes.hasRemaining()) {
            byte[] name = new byte[bytes.getShort()];
            bytes.get(name);
            byte[] text = new byte[bytes.getShort()];
            bytes.get(text);
            made.add(new String(name, UTF_8), text);
        }
        return made;
    }
}
