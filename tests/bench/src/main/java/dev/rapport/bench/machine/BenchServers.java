package dev.rapport.bench.machine;

import dev.rapport.local.Servers;
import dev.rapport.local.server.PostgresBinaries;
import dev.rapport.local.server.ServiceDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A broker and a PostgreSQL of the bench's own, set up as {@code ./rapport up} does it, in a folder that goes with them. */
public final class BenchServers implements AutoCloseable {
    private final Path folder;
    private final Servers servers;

    private BenchServers(Path folder, Servers servers) {
        this.folder = folder;
        this.servers = servers;
    }

    /** Starts both and makes the topics. */
    public static BenchServers start() {
        try {
            Path folder = Files.createTempDirectory("rapport-bench-");
            // PostgreSQL refuses to run as root and must reach its data as another user.
            var unused = folder.toFile().setExecutable(true, false)
                    && folder.toFile().setReadable(true, false);
            Servers servers = Servers.durable(folder);
            BenchServers started = new BenchServers(folder, servers);
            // Ctrl-C leaves nothing behind, either.
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            servers.createTopics();
            return started;
        } catch (IOException e) {
            throw new IllegalStateException("no temporary folder", e);
        }
    }

    /** Where their data and what contestants write goes. */
    public Path folder() {
        return folder;
    }

    /** The broker's address. */
    public String kafka() {
        return servers.kafka();
    }

    /** A fresh database for a run of score-service. */
    public ServiceDatabase createDatabase() {
        return servers.createDatabase("score");
    }

    /** A connection that sees everything. */
    public Connection superuser(ServiceDatabase database) throws SQLException {
        return servers.superuser(database.name());
    }

    /** Drops a database; it takes the time of the next contestant otherwise. */
    public void drop(ServiceDatabase database) {
        try (Connection connection = servers.superuser("postgres");
                Statement sql = connection.createStatement()) {
            sql.execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
            sql.execute("CHECKPOINT");
        } catch (SQLException e) {
            System.err.println("A database was left behind: " + e.getMessage());
        }
    }

    /** Whether a table is there already. */
    public static boolean present(Connection connection, String table) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Processor seconds of both servers so far. */
    public double cpuSeconds() {
        return processes().mapToDouble(Proc::cpuSeconds).sum();
    }

    private Stream<ProcessHandle> processes() {
        return Stream.of(servers.broker(), servers.postgres()).flatMap(server -> server.process().stream());
    }

    @Override
    public synchronized void close() {
        servers.close();
        try {
            if (Files.exists(folder)) {
                PostgresBinaries.delete(folder);
            }
        } catch (IOException e) {
            System.err.println("The servers' data was left in " + folder + ": " + e.getMessage());
        }
    }
}
