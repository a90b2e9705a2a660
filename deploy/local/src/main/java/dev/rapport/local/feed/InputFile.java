package dev.rapport.local.feed;

import dev.rapport.events.Decoded;
import dev.rapport.events.EventCodec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads an NDJSON file of structured CloudEvents line by line, never more than one of them. Blank lines do not count as such. */
final class InputFile implements AutoCloseable {

    // The contract's limit is for the event; white space and field order may make its line somewhat longer.
    private static final int LONGEST_LINE = EventCodec.MAX_EVENT_BYTES * 2;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final EventCodec codec = new EventCodec();
    private final Path file;
    private final InputStream in;
    private byte[] buffer = new byte[8 * 1024];
    private int length;
    private long number;
    private boolean tooLong;

    InputFile(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** The next line that is not blank, or null at the end. */
    @Nullable
    InputLine next() throws IOException {
        while (readLine()) {
            number++;
            if (tooLong) {
                return new InputLine.Bad(file, number, "TOO_LARGE: the line is over " + LONGEST_LINE + " bytes");
            }
            byte[] line = content();
            if (line.length > 0) {
                return read(line);
            }
        }
        return null;
    }

    private InputLine read(byte[] line) {
        return switch (codec.decodeStructured(line)) {
            case Decoded.Event event -> new InputLine.Good(file, number, event.envelope(), event.event());
            case Decoded.Unknown unknown -> new InputLine.Unknown(file, number, unknown.type());
            case Decoded.Rejected rejected ->
                new InputLine.Bad(file, number, rejected.reason() + ": " + rejected.detail());
        };
    }

    private byte[] content() {
        int from = number == 1 && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
        int to = length;
        while (to > from && blank(buffer[to - 1])) {
            to--;
        }
        while (from < to && blank(buffer[from])) {
            from++;
        }
        return Arrays.copyOfRange(buffer, from, to);
    }

    private boolean startsWithMark() {
        return length >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    /** Reads up to the next line feed; of a line that is too long only the beginning is kept. */
    private boolean readLine() throws IOException {
        length = 0;
        tooLong = false;
        int b = in.read();
        if (b < 0) {
            return false;
        }
        while (b >= 0 && b != '\n') {
            if (length == LONGEST_LINE) {
                tooLong = true;
            } else {
                append((byte) b);
            }
            b = in.read();
        }
        return true;
    }

    private void append(byte b) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(LONGEST_LINE, 2 * length));
        }
        buffer[length++] = b;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
