package dev.rapport.local.suite;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.server.Backups;
import dev.rapport.local.server.BaseBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Backups of a suite's databases with what is needed to open them: passwords and keys. */
public final class SuiteBackups {

    private static final String MISSING = """
            SELECT topic, type, seller_id, coalesce(subject, ''), happened_at FROM told_fact
             WHERE derived_at IS NULL AND certain ORDER BY told_at, type, fact
            """;

    /** Opens a connection as the superuser to a database of that name. */
    @FunctionalInterface
    interface Databases {
        Connection open(String name) throws SQLException;
    }

    /**
     * A fact that was told before the restore and of which the database knows nothing.
     *
     * @param service that told it
     * @param subject what it is about
     * @param happenedAt when it became true
     */
    public record Missing(
            String service, String topic, String type, String seller, String subject, Instant happenedAt) {}

    private final Home home;
    private final Backups backups;
    private final Databases databases;

    SuiteBackups(Home home, Backups backups, Databases databases) {
        this.home = home;
        this.backups = backups;
        this.databases = databases;
    }

    /** All there are, the newest first. */
    public List<BaseBackup> all() {
        return backups.all();
    }

    /** Takes one of the running databases; from the first one on the write-ahead log is kept as well. */
    public BaseBackup take(Instant now) {
        List<Path> beside = new ArrayList<>();
        for (String folder : List.of("secrets", "keys")) {
            if (Files.isDirectory(home.resolve(folder))) {
                try (Stream<Path> files = Files.list(home.resolve(folder))) {
                    beside.addAll(files.toList());
                } catch (IOException e) {
                    throw new StartFailure(home.resolve(folder) + " cannot be read: " + e, e);
                }
            }
        }
        return backups.take(beside, home.folder(), now);
    }

    /** Waits until everything committed so far is in the archive. */
    public void archiveNow() {
        backups.archiveNow();
    }

    /**
     * Puts a backup back, with all the archive has of the log.
     *
     * @param until where to stop; null for everything there is
     */
    public Backups.Restored restore(BaseBackup from, @Nullable Instant until, Instant now, Progress progress) {
        Backups.Restored[] restored = new Backups.Restored[1];
        home.whileLocked(progress, () -> {
            bringBeside(from);
            restored[0] = backups.restore(from, until, now);
        });
        return Objects.requireNonNull(restored[0]);
    }

    /** What the restored databases know nothing of, though it was told: empty once everything has been derived again. */
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        for (Service service : Service.behind()) {
            try (Connection connection = databases.open(service.database().orElseThrow());
                    PreparedStatement query = connection.prepareStatement(MISSING);
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    missing.add(new Missing(
                            service.label(),
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getObject(5, OffsetDateTime.class).toInstant()));
                }
            } catch (SQLException e) {
                throw new StartFailure("What " + service.label() + " is missing cannot be read: " + e.getMessage(), e);
            }
        }
        return missing;
    }

    /** Passwords and keys are those of the data. Others that are there are kept aside. */
    private void bringBeside(BaseBackup from) {
        if (!Files.isDirectory(from.beside())) {
            return;
        }
        try (Stream<Path> files = Files.walk(from.beside())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = home.resolve(from.beside().relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(place.getParent()));
                if (Files.exists(place) && Files.mismatch(place, file) >= 0) {
                    Files.move(
                            place,
                            place.resolveSibling(place.getFileName() + ".before"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
                Files.copy(file, place, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StartFailure("Passwords and keys of the backup could not be put back: " + e, e);
        }
    }
}
