package dev.rapport.local.server;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.process.Wait;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Base backups through SQL, and the way back: a copy, and on it everything the archive has of the write-ahead log. The programs that come
 * with the local stack know no {@code pg_basebackup}; the server's own functions do the same.
 */
public final class Backups {

    /** Two of them: the one before is there while the next is being taken, and when that turns out to be of no use. */
    private static final int KEPT = 2;

    private static final Duration REPLAY = Duration.ofHours(2);

    /** What a copy leaves out: logs and states that a started copy makes anew, and what names the running process. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map", "recovery.signal", "standby.signal");

    private final Archive archive;
    private final PostgresServer server;

    /** @param server whose data is kept in the archive */
    public Backups(Archive archive, PostgresServer server) {
        this.archive = archive;
        this.server = server;
    }

    /**
     * What a server was put back to.
     *
     * @param from the copy it began with
     * @param lastCommitAt of the last transaction that is in it; empty when none was replayed
     * @param firstTransaction the first transaction id that it gives out again
     */
    public record Restored(BaseBackup from, Optional<Instant> lastCommitAt, long firstTransaction) {}

    /** All there are, the newest first. */
    public List<BaseBackup> all() {
        try {
            return BaseBackup.all(archive.folder());
        } catch (IOException e) {
            throw new StartFailure(archive.folder() + " cannot be read: " + e, e);
        }
    }

    /**
     * Takes one of the running server and begins to keep its log. Older copies than the last two are removed, with the log that only they
     * need.
     *
     * @param beside files of the suite that belong to the data; those that are there are copied along
     * @param root what their names are relative to
     */
    public BaseBackup take(List<Path> beside, Path root, Instant now) {
        try {
            Path own = archive.of(server.data());
            makePrivate(archive.folder());
            makePrivate(own);
            makePrivate(archive.wal(server.data()));
            Path folder = own.resolve("base")
                    .resolve(now.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));
            if (Files.exists(folder)) {
                throw new StartFailure("There is a backup of this second already: " + folder);
            }
            makePrivate(folder);
            server.own(own);
            String first = copyRunning(folder);
            for (Path file : beside) {
                if (Files.isRegularFile(file)) {
                    Path copy = folder.resolve("home").resolve(root.relativize(file));
                    makePrivate(Objects.requireNonNull(copy.getParent()));
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            // Only a whole copy is described.
            Files.writeString(
                    folder.resolve(BaseBackup.DESCRIPTION), "takenAt=" + now + "\nfirstSegment=" + first + "\n");
            prune(own);
            return new BaseBackup(folder, now, first);
        } catch (IOException | SQLException e) {
            throw new StartFailure("The backup could not be taken: " + e.getMessage(), e);
        }
    }

    /** The start and the end of a backup belong to one session; the end waits until the archive has the log in between. */
    private String copyRunning(Path folder) throws SQLException, IOException {
        try (Connection session = server.connect("postgres");
                Statement sql = session.createStatement()) {
            // From the first backup on: what is committed is in the archive a minute later, however little is written.
            sql.execute("ALTER SYSTEM SET archive_timeout = '60s'");
            sql.execute("SELECT pg_reload_conf()");
            String first = text(sql, "SELECT pg_walfile_name(pg_backup_start('rapport', fast => true))");
            copy(server.data(), folder.resolve("data"));
            try (ResultSet end =
                    sql.executeQuery("SELECT labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => true)")) {
                end.next();
                Files.writeString(folder.resolve("data/backup_label"), end.getString(1));
                String map = end.getString(2);
                if (map != null && !map.isBlank()) {
                    Files.writeString(folder.resolve("data/tablespace_map"), map);
                }
            }
            return first;
        }
    }

    /** Asks the server to close its present segment and waits until the archive has it: nothing committed before can be lost. */
    public void archiveNow() {
        try (Connection session = server.connect("postgres");
                Statement sql = session.createStatement()) {
            String segment = text(sql, "SELECT pg_walfile_name(pg_switch_wal())");
            Path kept = archive.wal(server.data()).resolve(segment + ".gz");
            if (!Wait.until(Duration.ofMinutes(1), () -> Files.exists(kept))) {
                throw new StartFailure("The archive does not take " + segment + "; see "
                        + server.process().log());
            }
        } catch (IOException | SQLException e) {
            throw new StartFailure("The log could not be archived: " + e.getMessage(), e);
        }
    }

    /**
     * Puts a backup in the place of the data folder, lets the server replay what the archive has of its log, and stops it again. A data
     * folder that is there is kept aside, and what its log has beyond the archive is replayed, too, unless a moment is given.
     *
     * @param until where to stop; null for everything there is
     */
    public Restored restore(BaseBackup from, @Nullable Instant until, Instant now) {
        if (server.process().running().isPresent()) {
            throw new StartFailure("PostgreSQL is running. Stop the suite first: ./rapport down");
        }
        try {
            Path data = server.data();
            Path fresh = data.resolveSibling("data.restoring");
            if (Files.exists(fresh)) {
                PostgresBinaries.delete(fresh);
            }
            copy(from.data(), fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
            if (Files.exists(data)) {
                if (until == null) {
                    bringLog(data, fresh);
                }
                Files.move(
                        data,
                        data.resolveSibling("data.before-"
                                + now.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "")));
            }
            prepare(fresh, until);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
            server.own(data);
            return replay(from);
        } catch (IOException | SQLException e) {
            throw new StartFailure("The backup " + from.name() + " could not be put back: " + e.getMessage(), e);
        }
    }

    private void prepare(Path data, @Nullable Instant until) throws IOException {
        StringBuilder settings = new StringBuilder();
        settings.append("restore_command = '")
                .append(archive.bringBack(data).replace("'", "''"))
                .append("'\nrecovery_target_timeline = 'latest'\nrecovery_target_action = 'promote'\n");
        if (until != null) {
            settings.append("recovery_target_time = '").append(until).append("'\n");
        }
        Files.writeString(
                data.resolve("postgresql.auto.conf"), settings, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.createFile(data.resolve("recovery.signal"));
    }

    private Restored replay(BaseBackup from) throws SQLException {
        server.start();
        try {
            if (!Wait.until(REPLAY, Duration.ofMillis(200), this::replayed)) {
                throw new StartFailure("The log was not replayed in " + REPLAY.toHours() + " hours; see "
                        + server.process().log());
            }
            try (Connection session = server.connect("postgres");
                    Statement sql = session.createStatement()) {
                long next = Long.parseLong(text(sql, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"));
                OffsetDateTime last = null;
                try (ResultSet row = sql.executeQuery("SELECT pg_last_xact_replay_timestamp()")) {
                    row.next();
                    last = row.getObject(1, OffsetDateTime.class);
                }
                for (String setting : List.of(
                        "restore_command",
                        "recovery_target_timeline",
                        "recovery_target_action",
                        "recovery_target_time")) {
                    sql.execute("ALTER SYSTEM RESET " + setting);
                }
                beginEpochs(sql);
                return new Restored(from, Optional.ofNullable(last).map(OffsetDateTime::toInstant), next);
            }
        } finally {
            server.stop();
        }
    }

    private boolean replayed() {
        try (Connection session = server.connect("postgres");
                Statement sql = session.createStatement()) {
            return text(sql, "SELECT pg_is_in_recovery()").equals("f");
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** At once, before any service writes: the first transaction of the new epoch tells what was lost. */
    private void beginEpochs(Statement sql) throws SQLException {
        List<String> names = new java.util.ArrayList<>();
        try (ResultSet rows = sql.executeQuery(
                "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (String name : names) {
            try (Connection inside = server.connect(name);
                    PreparedStatement known =
                            inside.prepareStatement("SELECT 1 FROM pg_proc WHERE proname = 'kit_check_epoch'")) {
                boolean ours;
                try (ResultSet row = known.executeQuery()) {
                    ours = row.next();
                }
                if (ours) {
                    inside.createStatement().execute("SELECT kit_check_epoch()");
                }
            }
        }
    }

    private void prune(Path own) throws IOException {
        List<BaseBackup> all = BaseBackup.all(own);
        for (BaseBackup old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            PostgresBinaries.delete(old.folder());
        }
        String oldest = all.get(Math.min(KEPT, all.size()) - 1).firstSegment();
        try (Stream<Path> kept = Files.list(own.resolve("wal"))) {
            for (Path segment : kept.toList()) {
                String name = segment.getFileName().toString();
                // Names begin with the timeline: what counts is the place behind it.
                if (name.matches("[0-9A-F]{24}\\b.*") && name.substring(8, 24).compareTo(oldest.substring(8)) < 0) {
                    Files.delete(segment);
                }
            }
        }
    }

    private static void bringLog(Path from, Path to) throws IOException {
        Path log = from.resolve("pg_wal");
        if (!Files.isDirectory(log)) {
            return;
        }
        try (Stream<Path> segments = Files.list(log)) {
            for (Path segment : segments.toList()) {
                String name = segment.getFileName().toString();
                if (name.matches("[0-9A-F]{24}|[0-9A-F]{8}\\.history")) {
                    Files.copy(segment, to.resolve("pg_wal").resolve(name));
                }
            }
        }
    }

    /** A file may go while it is copied: the log tells the copy of it. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes unused) throws IOException {
                Path place = to.resolve(from.relativize(folder).toString());
                Files.createDirectories(place);
                if (folder.equals(from.resolve("pg_wal"))) {
                    Files.createDirectories(place.resolve("archive_status"));
                }
                boolean emptied = from.equals(folder.getParent())
                        && EMPTIED.contains(folder.getFileName().toString());
                return emptied || folder.getFileName().toString().equals("pgsql_tmp")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused) throws IOException {
                String name = file.getFileName().toString();
                boolean left = name.equals("pg_internal.init")
                        || from.equals(file.getParent())
                                && LEFT_OUT.contains(name)
                                && Files.exists(from.resolve("postmaster.pid"));
                if (!left) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file).toString()));
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static void makePrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
