package dev.rapport.bench.race;

import dev.rapport.bench.machine.BenchServers;
import dev.rapport.bench.traffic.Digest;
import dev.rapport.local.process.Ports;
import dev.rapport.local.server.ServiceDatabase;
import dev.rapport.local.suite.Home;
import dev.rapport.local.suite.LocalIssuer;
import dev.rapport.score.engine.Counters;
import dev.rapport.score.engine.DayCounters;
import dev.rapport.score.engine.Hours;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packaged score-service on a fresh database: one process, or several that share the work. */
public final class ScoreService implements AutoCloseable {
    /** As {@code ./rapport up} starts it, but for the heap, which there is cut to what a laptop likes to give. */
    private static final List<String> JVM = List.of("-Xms64m", "-Xmx256m", "-Xss512k", "-XX:+UseSerialGC");

    private final BenchServers servers;
    private final ServiceDatabase database;
    private final List<Jvm> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final LocalIssuer issuer;
    private @Nullable Connection watching;

    private ScoreService(BenchServers servers) {
        this.servers = servers;
        this.database = servers.createDatabase();
        this.issuer = LocalIssuer.of(new Home(servers.folder()));
    }

    /**
     * Starts it; it begins to count when it is ready.
     *
     * @param root the working copy with the packaged service
     * @param replicas how many processes
     * @param settings more of its environment
     */
    public static ScoreService start(BenchServers servers, Path root, int replicas, Map<String, String> settings) {
        Path jar = root.resolve("score-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing; ./rapport bench builds it");
        }
        ScoreService service = new ScoreService(servers);
        for (int i = 0; i < replicas; i++) {
            service.launch(jar, settings);
        }
        return service;
    }

    private void launch(Path jar, Map<String, String> settings) {
        List<Integer> free = Ports.free(2);
        Map<String, String> environment = new LinkedHashMap<>(database.environment());
        environment.put("RAPPORT_KAFKA", servers.kafka());
        environment.put("RAPPORT_HTTP_PORT", free.get(0).toString());
        environment.put("RAPPORT_MANAGEMENT_PORT", free.get(1).toString());
        environment.put("RAPPORT_PROFILE", "local");
        environment.put("RAPPORT_LOCAL_PUBLIC_KEY", issuer.publicKey());
        environment.put("RAPPORT_OIDC_ISSUER", LocalIssuer.ISSUER);
        environment.put("RAPPORT_OIDC_AUDIENCE", LocalIssuer.AUDIENCE);
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.putAll(settings);
        String own = System.getenv("RAPPORT_JVM");
        List<String> jvm =
                own == null || own.isBlank() ? JVM : List.of(own.strip().split("\\s+"));
        processes.add(Jvm.jar(servers.folder(), jar, jvm, environment));
        ports.add(free.get(0));
    }

    /** Its processes. */
    public List<Process> processes() {
        return processes.stream().map(Jvm::process).toList();
    }

    /** The address of one of its processes. */
    public String url(int replica) {
        return "http://" + Ports.LOOPBACK + ":" + ports.get(replica);
    }

    /** Who signs the tokens it takes. */
    public LocalIssuer issuer() {
        return issuer;
    }

    /** The end of what its first process said. */
    public String tail() {
        return processes.getFirst().tail();
    }

    /** How many records are counted for good: the offsets in its own database. */
    public long counted() {
        try {
            Connection connection = watching;
            if (connection == null) {
                connection = servers.superuser(database);
                watching = connection;
            }
            if (!BenchServers.present(connection, "inbox_offset")) {
                return 0;
            }
            try (Statement sql = connection.createStatement();
                    ResultSet row = sql.executeQuery(
                            "SELECT coalesce(sum(next_offset), 0) FROM inbox_offset WHERE consumer = 'score-service'")) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the offsets cannot be read", e);
        }
    }

    /** A connection that sees all of its database. */
    public Connection superuser() throws SQLException {
        return servers.superuser(database);
    }

    /** The digest of what it has counted. */
    public String digest() {
        Digest digest = new Digest();
        try (Connection connection = superuser();
                Statement sql = connection.createStatement()) {
            sql.setFetchSize(10_000);
            connection.setAutoCommit(false);
            try (ResultSet rows = sql.executeQuery("SELECT seller_id, hour, counters FROM hour_counters")) {
                while (rows.next()) {
                    digest.add(rows.getString(1), rows.getLong(2), Counters.unpack(rows.getBytes(3)));
                }
            }
            try (ResultSet rows = sql.executeQuery("SELECT seller_id, day, hours FROM day_counters")) {
                while (rows.next()) {
                    String seller = rows.getString(1);
                    long day = rows.getLong(2);
                    DayCounters.unpack(rows.getBytes(3))
                            .forEach((hour, counters) -> digest.add(seller, Hours.ofDay(day, hour), counters));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the counters cannot be read", e);
        }
        return digest.text();
    }

    /** Ends its processes and drops its database. */
    @Override
    public void close() {
        processes.forEach(Jvm::close);
        try {
            if (watching != null) {
                watching.close();
            }
        } catch (SQLException e) {
            System.err.println("A connection did not close: " + e.getMessage());
        }
        servers.drop(database);
    }
}
