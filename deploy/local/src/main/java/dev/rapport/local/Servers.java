package dev.rapport.local;

import dev.rapport.local.server.ServiceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A real PostgreSQL and a real broker for tests, whatever brings them: processes of this machine (the default) or
 * containers ({@code -Drapport.test.servers=containers}, or {@code RAPPORT_TEST_SERVERS=containers}).
 *
 * <p>The usual start of a test class:
 *
 * <pre>{@code
 * static final Servers SERVERS = Servers.shared();
 * static final ServiceDatabase DATABASE = SERVERS.createDatabase("outbox");   // fresh, empty, with its three logins
 * …
 * SERVERS.createTopics();   // when the test uses Kafka; empty the first time only, so use seller ids of your own
 * }</pre>
 *
 * A Quarkus test passes {@link #environment} on to the service: it holds the variables that a service process is started
 * with.
 */
public interface Servers extends AutoCloseable {

    /** The system property (and, upper-cased with underscores, the environment variable) that chooses. */
    String CHOICE = "rapport.test.servers";

    /** One of the two servers, for tests of outages. */
    interface Server {
        /** Stops it in an orderly way and waits until it is gone. */
        void stop();

        /** Ends it by SIGKILL and waits until it is gone. */
        void kill();

        /** Starts it again on the same port with the same data and waits until it is ready. Does nothing when it runs. */
        void start();

        /** Whether it runs. */
        boolean running();

        /** Its process on this machine; empty while it does not run, and for one in a container. */
        default Optional<ProcessHandle> process() {
            return Optional.empty();
        }
    }

    /**
     * The servers that all tests of this JVM share: started by the first call, gone with the JVM. Do not stop them; for
     * outages start your own with {@link #embedded}.
     */
    static Servers shared() {
        return SharedServers.get();
    }

    /**
     * Servers of your own, as processes of this machine, on free ports. The caller closes them.
     *
     * @param folder takes their data; an empty or absent folder, or one that earlier servers (killed, even) left
     */
    static Servers embedded(Path folder) {
        return new EmbeddedServers(folder, false);
    }

    /**
     * The same, with the memory and the durability of the suite itself: what is committed survives a crash of the machine. For
     * measurements.
     */
    static Servers durable(Path folder) {
        return new EmbeddedServers(folder, true);
    }

    /** Servers of your own of the chosen sort; the folder is used by processes of this machine only. */
    static Servers chosen(Path folder) {
        return SharedServers.containersChosen() ? new ContainerServers() : embedded(folder);
    }

    /** The address of a database, without credentials. */
    String jdbcUrl(String database);

    /** A connection as the superuser. */
    Connection superuser(String database) throws SQLException;

    /**
     * A fresh database with its own logins, set up as the launcher does it. The name gets a number when it is taken, so
     * that many tests can ask for the same.
     *
     * @param name lower-case letters, digits and underscores
     */
    ServiceDatabase createDatabase(String name);

    /** The bootstrap address of the broker. */
    String kafka();

    /** Makes every topic of the suite with its real configuration, unless they are there. */
    void createTopics();

    /** PostgreSQL. */
    Server postgres();

    /** The broker. */
    Server broker();

    /** What a service process needs to use the database and the broker: {@code RAPPORT_DB_…} and {@code RAPPORT_KAFKA}. */
    default Map<String, String> environment(ServiceDatabase database) {
        Map<String, String> variables = new java.util.LinkedHashMap<>(database.environment());
        variables.put("RAPPORT_KAFKA", kafka());
        return variables;
    }

    /** Ends the servers; what they hold is not used again unless somebody starts on the same folder. */
    @Override
    void close();
}
