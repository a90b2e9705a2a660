package dev.rapport.local.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A whole copy of a data folder, taken while the server ran.
 *
 * @param folder holds {@code data}, {@code home} (what the suite keeps beside it) and this description
 * @param takenAt when it was complete
 * @param firstSegment of the write-ahead log that is needed to start from it
 */
public record BaseBackup(Path folder, Instant takenAt, String firstSegment) {

    static final String DESCRIPTION = "backup.properties";

    /** What a user calls it. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** The copy. */
    Path data() {
        return folder.resolve("data");
    }

    /** What the suite keeps beside the data: passwords and keys. */
    public Path beside() {
        return folder.resolve("home");
    }

    /** All complete ones of an archive, the newest first. */
    static List<BaseBackup> all(Path archive) throws IOException {
        List<BaseBackup> found = new ArrayList<>();
        if (!Files.isDirectory(archive)) {
            return found;
        }
        try (Stream<Path> descriptions = Files.find(
                archive, 4, (path, _) -> path.getFileName().toString().equals(DESCRIPTION))) {
            for (Path description : descriptions.toList()) {
                found.add(read(description));
            }
        }
        found.sort(Comparator.comparing(BaseBackup::takenAt).reversed());
        return found;
    }

    private static BaseBackup read(Path description) throws IOException {
        Properties known = new Properties();
        try (Reader in = Files.newBufferedReader(description)) {
            known.load(in);
        }
        Path folder = description.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder around " + description);
        }
        return new BaseBackup(folder, Instant.parse(known.getProperty("takenAt")), known.getProperty("firstSegment"));
    }
}
