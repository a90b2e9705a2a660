package dev.rapport.local.server;

import dev.rapport.local.process.ManagedProcess;
import dev.rapport.local.process.Ports;
import dev.rapport.local.process.ProcessIdentity;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.process.Wait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** PostgreSQL on the loopback address, its data in a folder. Crash-safe: it may be killed at any time and started again. */
public final class PostgresServer {

    /** Who owns the server. */
    public static final String SUPERUSER = "postgres";

    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supplier<Path> binaries;
    private final Path folder;
    private final Path data;
    private final int port;
    private final Supplier<String> password;
    private final boolean durable;
    private final @Nullable Archive archive;
    private final ManagedProcess process;

    /**
     * @param binaries gives what {@link PostgresBinaries#unpacked} gives; asked when the server is started
     * @param folder holds the data ({@code data}), its run file and its log
     * @param port where it listens on the loopback address
     * @param log takes its output
     * @param password gives that of {@link #SUPERUSER}; fixed by the first start on a folder
     * @param durable false for tests: commits then survive a killed server but not a crashed machine
     * @param archive takes its log once there is a base backup; null for none
     */
    public PostgresServer(
            Supplier<Path> binaries,
            Path folder,
            Path log,
            int port,
            Supplier<String> password,
            boolean durable,
            @Nullable Archive archive) {
        this.archive = archive;
        this.binaries = binaries;
        this.folder = folder.toAbsolutePath();
        this.data = this.folder.resolve("data");
        this.port = port;
        this.password = password;
        this.durable = durable;
        this.process =
                new ManagedProcess("postgres", this.folder.resolve("postgres.run"), log, ManagedProcess.Ending.INT);
    }

    /** Where its data is. */
    Path data() {
        return data;
    }

    /** Gives a folder to whoever the server runs as. */
    void own(Path given) {
        OrdinaryUser.present().own(given);
    }

    /** Its process, for state, stop and kill. */
    public ManagedProcess process() {
        return process;
    }

    /** The address of one of its databases. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database;
    }

    /** A connection as the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password.get());
    }

    /** Starts it and waits until it takes connections; the first time the folder is made a database cluster. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts it and returns at once. Does nothing when it runs. */
    public void launch() {
        if (process.running().isPresent()) {
            return;
        }
        OrdinaryUser user = OrdinaryUser.present();
        initialise(user);
        dropStaleLock();
        process.start(user.command(command()), Map.of("LC_ALL", "C", "TZ", "UTC"), data);
    }

    /** Waits until it takes connections. A server killed a moment ago may leave children that have to end first. */
    public void awaitReady() {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!Wait.until(Duration.ofMillis(500), this::takesConnections)) {
            if (System.nanoTime() > deadline) {
                throw new StartFailure("PostgreSQL did not get ready in " + READY.toSeconds() + " s; see "
                        + process.log() + process.tail());
            }
            if (process.running().isEmpty()) {
                if (!process.tail().contains("still in use")) {
                    throw new StartFailure("PostgreSQL ended while starting; see " + process.log() + process.tail());
                }
                launch();
            }
        }
    }

    /** Whether it takes connections now. */
    public boolean takesConnections() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Stops it: running transactions are rolled back. */
    public void stop() {
        process.stop(PATIENCE);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(program("postgres"), "-D", data.toString()));
        settings().forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        Archive kept = archive;
        if (kept != null) {
            try {
                command.addAll(List.of("-c", "archive_mode=on", "-c", "archive_command=" + kept.keep(data)));
            } catch (IOException e) {
                throw new StartFailure("PostgreSQL's data folder " + data + " cannot be read: " + e.getMessage(), e);
            }
        }
        return command;
    }

    private String program(String name) {
        return binaries.get().toAbsolutePath().resolve("bin").resolve(name).toString();
    }

    private Map<String, String> settings() {
        String sync = durable ? "on" : "off";
        return Map.ofEntries(
                Map.entry("port", Integer.toString(port)),
                Map.entry("listen_addresses", Ports.LOOPBACK),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", "200"),
                Map.entry("shared_buffers", durable ? "256MB" : "64MB"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("fsync", sync),
                // Always: a commit must outlive a killed server, in tests too.
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", sync),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_line_prefix", "%m [%p] %u@%d "),
                // Two slow services' start-up storms of autovacuum are not worth a laptop's fan.
                Map.entry("autovacuum_naptime", "30s"),
                Map.entry("jit", "off"));
    }

    private void initialise(OrdinaryUser user) {
        if (Files.isRegularFile(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = folder.resolve("data.new");
        try {
            Files.createDirectories(folder);
            if (Files.exists(fresh)) {
                PostgresBinaries.delete(fresh);
            }
            Files.createDirectory(
                    fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path secret = folder.resolve("superuser.password");
            Files.deleteIfExists(secret);
            Files.createFile(
                    secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, password.get());
            user.own(folder);
            initdb(user, fresh, secret);
            Files.delete(secret);
            // Only a whole cluster gets the name: a kill in the middle starts over.
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailure("PostgreSQL's data folder " + data + " could not be made: " + e.getMessage(), e);
        }
    }

    private void initdb(OrdinaryUser user, Path fresh, Path secret) throws IOException {
        List<String> command = user.command(List.of(
                program("initdb"),
                "-D",
                fresh.toString(),
                "-U",
                SUPERUSER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-sync"));
        Process initdb = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (initdb.waitFor() != 0) {
                throw new StartFailure("PostgreSQL's data folder could not be made:\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while PostgreSQL's data folder was made", e);
        }
    }

    // PostgreSQL takes any live process with the recorded number for a server on this folder, be it a text editor.
    private void dropStaleLock() {
        Path lock = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return;
            }
            long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
            Optional<String> other = ProcessIdentity.of(pid)
                    .flatMap(ProcessIdentity::handle)
                    .flatMap(handle -> handle.info().commandLine());
            if (other.isPresent() && !other.get().contains(data.toString())) {
                Files.delete(lock);
            }
        } catch (IOException | NumberFormatException unreadable) {
            throw new StartFailure("PostgreSQL's lock file " + lock + " cannot be read: " + unreadable.getMessage());
        }
    }
}
