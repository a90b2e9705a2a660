package dev.rapport.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record's headers as one value of the outbox table: the number of headers, then for each the length of the name, the name, the
 * length of the value (-1 for none), the value. Numbers are four bytes, big-endian. Values may be any bytes, since dead letters keep
 * what came.
 */
final class HeaderBlock {

    private HeaderBlock() {}

    static byte[] pack(List<Header> headers) {
        List<byte[]> names = headers.stream().map(h -> h.key().getBytes(UTF_8)).toList();
        int size = Integer.BYTES;
        for (int i = 0; i < headers.size(); i++) {
            byte[] value = headers.get(i).value();
            size += 2 * Integer.BYTES + names.get(i).length + (value == null ? 0 : value.length);
        }
        ByteBuffer block = ByteBuffer.allocate(size).putInt(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            byte[] value = headers.get(i).value();
            block.putInt(names.get(i).length).put(names.get(i));
            if (value == null) {
                block.putInt(-1);
            } else {
                block.putInt(value.length).put(value);
            }
        }
        return block.array();
    }

    /** A modifiable list with room for one more. */
    static List<Header> unpack(byte[] packed) {
        ByteBuffer block = ByteBuffer.wrap(packed);
        int count = block.getInt();
        List<Header> headers = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            byte[] name = new byte[block.getInt()];
            block.get(name);
            int length = block.getInt();
            byte[] value = length < 0 ? null : new byte[length];
            if (value != null) {
                block.get(value);
            }
            headers.add(new RecordHeader(new String(name, UTF_8), value));
        }
        return headers;
    }
}
