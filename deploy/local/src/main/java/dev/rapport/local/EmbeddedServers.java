package dev.rapport.local;

import dev.rapport.local.process.Leash;
import dev.rapport.local.process.ManagedProcess;
import dev.rapport.local.process.Ports;
import dev.rapport.local.process.ProcessIdentity;
import dev.rapport.local.server.KafkaBroker;
import dev.rapport.local.server.PostgresBinaries;
import dev.rapport.local.server.PostgresServer;
import dev.rapport.local.server.ServerArtifacts;
import dev.rapport.local.server.ServiceDatabase;
import dev.rapport.local.server.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Servers} as processes of this machine, which end with this one whatever ends it. */
final class EmbeddedServers implements Servers {

    private static final List<String> BROKER_JVM = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto");
    private static final List<String> SUITE_BROKER_JVM = List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC");

    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final Restartable postgresServer;
    private final Restartable broker;
    private final FreshDatabases databases = new FreshDatabases(this);

    /** @param durable whether a commit survives a crash of the machine, as in the suite; tests do without */
    EmbeddedServers(Path folder, boolean durable) {
        List<Integer> ports = Ports.free(3);
        Path home = folder.toAbsolutePath();
        this.postgres = new PostgresServer(
                () -> PostgresBinaries.unpacked(cache()),
                home.resolve("postgres"),
                home.resolve("postgres.log"),
                ports.get(0),
                () -> "for-tests-only",
                durable,
                null);
        this.kafka = new KafkaBroker(
                home.resolve("kafka"),
                home.resolve("kafka.log"),
                ports.get(1),
                ports.get(2),
                durable ? SUITE_BROKER_JVM : BROKER_JVM,
                null);
        this.postgresServer =
                new Restartable(postgres.process(), postgres::launch, postgres::awaitReady, postgres::stop);
        this.broker = new Restartable(kafka.process(), kafka::launch, kafka::awaitReady, kafka::stop);
        // What an earlier process left running on this folder listens on ports nobody knows.
        postgres.process().kill();
        kafka.process().kill();
        postgresServer.launch();
        broker.launch();
        try {
            postgresServer.start();
            broker.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return postgres.jdbcUrl(database);
    }

    @Override
    public Connection superuser(String database) throws SQLException {
        return postgres.connect(database);
    }

    @Override
    public ServiceDatabase createDatabase(String name) {
        return databases.create(name);
    }

    @Override
    public String kafka() {
        return kafka.bootstrap();
    }

    @Override
    public void createTopics() {
        Topics.create(kafka());
    }

    @Override
    public Server postgres() {
        return postgresServer;
    }

    @Override
    public Server broker() {
        return broker;
    }

    @Override
    public void close() {
        // Nobody reads what they would save in an orderly end.
        broker.kill();
        postgresServer.kill();
    }

    // Unpacked programs are shared by all modules of a working copy and survive their builds.
    private static Path cache() {
        Path target = Objects.requireNonNull(ServerArtifacts.ownCode().getParent());
        return Files.isWritable(target)
                ? target.resolve("postgres")
                : Path.of(System.getProperty("java.io.tmpdir"), "rapport-postgres-" + System.getProperty("user.name"));
    }

    private static final class Restartable implements Server {
        private final ManagedProcess process;
        private final Runnable launcher;
        private final Runnable readiness;
        private final Runnable stopper;
        private @Nullable Leash leash;

        Restartable(ManagedProcess process, Runnable launcher, Runnable readiness, Runnable stopper) {
            this.process = process;
            this.launcher = launcher;
            this.readiness = readiness;
            this.stopper = stopper;
        }

        synchronized void launch() {
            if (!running()) {
                launcher.run();
                tie();
            }
        }

        @Override
        public synchronized void start() {
            launch();
            readiness.run();
            // It may have been launched again on the way.
            tie();
        }

        @Override
        public synchronized void stop() {
            stopper.run();
            untie();
        }

        @Override
        public synchronized void kill() {
            process.kill();
            untie();
        }

        @Override
        public boolean running() {
            return process.running().isPresent();
        }

        @Override
        public Optional<ProcessHandle> process() {
            return process.running().flatMap(ProcessIdentity::handle);
        }

        private void tie() {
            untie();
            process.running().ifPresent(identity -> leash = Leash.on(identity));
        }

        private void untie() {
            if (leash != null) {
                leash.close();
                leash = null;
            }
        }
    }
}
