package dev.rapport.local.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of import files before the first event is sent.
 *
 * @param digest of the content of all files, in their order
 * @param lines that are not blank
 * @param last when the last event occurred; null when no line tells a time
 */
record Survey(String digest, long lines, @Nullable Instant last) {

    static Survey of(List<Path> files) throws IOException {
        long lines = 0;
        Instant last = null;
        MessageDigest digest = sha256();
        for (Path file : files) {
            digest(file, digest);
            try (InputFile input = new InputFile(file)) {
                for (InputLine line = input.next(); line != null; line = input.next()) {
                    lines++;
                    if (line instanceof InputLine.Good good) {
                        Instant time = Rebase.occurred(good.envelope(), good.event());
                        last = time == null || last != null && last.isAfter(time) ? last : time;
                    }
                }
            }
        }
        return new Survey(HexFormat.of().formatHex(digest.digest()).substring(0, 32), lines, last);
    }

    private static void digest(Path file, MessageDigest digest) throws IOException {
        // The length keeps two files apart from one that holds both.
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, Files.size(file)));
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
