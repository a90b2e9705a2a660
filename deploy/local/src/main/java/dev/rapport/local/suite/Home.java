package dev.rapport.local.suite;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.process.Wait;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/** The folder of a local suite, {@code .rapport} unless said otherwise: data, logs, secrets, and what runs. */
public final class Home {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Path backups;

    /** Backups go to the folder of the same name with {@code -backup} behind it. @param folder need not exist yet */
    public Home(Path folder) {
        this(folder, folder.toAbsolutePath().normalize().resolveSibling(folder.getFileName() + "-backup"));
    }

    /** @param backups another place for backups; need not exist either */
    public Home(Path folder, Path backups) {
        this.folder = folder.toAbsolutePath().normalize();
        this.backups = backups.toAbsolutePath().normalize();
    }

    /** Where backups of its databases go: beside it, so that they outlive it. */
    public Path backups() {
        return backups;
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /** A place in it. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /** The output of a part. */
    public Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }

    /** Where a part's process is kept in mind. */
    Path runFile(String part) {
        return folder.resolve("run").resolve(part + ".run");
    }

    /** Makes the folder, readable by its owner only. @throws StartFailure when it cannot be written to */
    public void prepare() {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.createDirectories(folder.resolve("logs"));
            Files.createDirectories(folder.resolve("run"));
            if (!Files.isWritable(folder) || !Files.isWritable(folder.resolve("run"))) {
                throw new StartFailure(folder + " belongs to " + Files.getOwner(folder)
                        + " and cannot be written to. Run as that user, or name another folder in RAPPORT_DATA.");
            }
        } catch (IOException e) {
            throw new StartFailure(folder + " cannot be made: " + e, e);
        }
    }

    /** The port offset of the suite that was started last here; empty before the first start. */
    public Optional<Integer> portOffset() {
        try {
            return Optional.of(Integer.valueOf(
                    Files.readString(folder.resolve("port-offset")).strip()));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    void rememberPortOffset(int offset) {
        write(folder.resolve("port-offset"), offset + "\n");
    }

    /**
     * Writes a small file whole or not at all.
     *
     * @throws StartFailure when it cannot be written
     */
    public static void write(Path file, String text) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e, e);
        }
    }

    /** Writes a file that only its owner may read. */
    static void writeSecret(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Does something while no other launcher starts or stops parts of this suite. The operating system lets go of the
     * lock when this process ends, whatever ends it.
     *
     * @param progress told when somebody else has it
     * @throws StartFailure when that does not change for two minutes
     */
    void whileLocked(Progress progress, Runnable work) {
        prepare();
        try (FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!taken(channel)) {
                progress.report("waiting for another ./rapport to get done");
                if (!Wait.until(PATIENCE, () -> taken(channel))) {
                    throw new StartFailure("Another ./rapport is starting or stopping the suite in " + folder
                            + " and does not get done.");
                }
            }
            work.run();
        } catch (IOException e) {
            throw new StartFailure(folder + " cannot be locked: " + e, e);
        }
    }

    private static boolean taken(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        } catch (IOException e) {
            throw new StartFailure("The suite cannot be locked: " + e, e);
        }
    }
}
