package dev.rapport.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a database server's write-ahead log and its base backups go, outside of its data folder: one folder for each server that ever was
 * (by its identifier), in it {@code wal} and {@code base}. The log is kept from the first base backup on: without one it is of no use.
 *
 * @param folder of all servers
 */
public record Archive(Path folder) {

    /** @param folder need not exist */
    public Archive {
        folder = folder.toAbsolutePath().normalize();
        if (folder.toString().contains("'") || folder.toString().contains("%")) {
            throw new IllegalArgumentException(
                    "backups cannot be kept in " + folder + ": neither ' nor % may be in its name");
        }
    }

    /** What is kept of the server of a data folder. @throws IOException when that is none */
    Path of(Path data) throws IOException {
        return folder.resolve(identifier(data));
    }

    /** Where the log of the server of a data folder is kept. */
    Path wal(Path data) throws IOException {
        return of(data).resolve("wal");
    }

    /** {@code archive_command}: keeps a finished segment, compressed, under its name only when it is whole. */
    String keep(Path data) throws IOException {
        String wal = wal(data).toString();
        return "test ! -d '%1$s' || test -f '%1$s/%%f.gz' || { gzip -1 <'%%p' >'%1$s/%%f.part' && mv -f '%1$s/%%f.part' '%1$s/%%f.gz'; }"
                .formatted(wal);
    }

    /** {@code restore_command}: brings a kept segment back. */
    String bringBack(Path data) throws IOException {
        return "gzip -dc '%s/%%f.gz' >'%%p'".formatted(wal(data));
    }

    // pg_control begins with the system identifier, in the machine's own byte order.
    private static String identifier(Path data) throws IOException {
        try (InputStream control = Files.newInputStream(data.resolve("global/pg_control"))) {
            long identifier = ByteBuffer.wrap(control.readNBytes(Long.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .getLong();
            return Long.toUnsignedString(identifier);
        }
    }
}
