package dev.rapport.local.suite;

import dev.rapport.local.process.LearnedStart;
import dev.rapport.local.process.Leash;
import dev.rapport.local.process.Ports;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.server.Archive;
import dev.rapport.local.server.Backups;
import dev.rapport.local.server.KafkaBroker;
import dev.rapport.local.server.PostgresBinaries;
import dev.rapport.local.server.PostgresServer;
import dev.rapport.local.server.ServiceDatabase;
import dev.rapport.local.server.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite on this machine: PostgreSQL, a broker and the services, each a process that outlives its starter. What
 * the command line and the system tests both use.
 *
 * <pre>{@code
 * Suite suite = Suite.at(root, new Home(folder), PortPlan.free());
 * suite.tie();                 // in tests: it ends with this JVM, whatever ends it
 * suite.start(Progress.NONE);
 * suite.kill("score-service"); // SIGKILL
 * suite.start(Progress.NONE);  // restarts what is gone, leaves the rest alone
 * suite.stop();
 * }</pre>
 */
public final class Suite {

    /** The name of the database server among the parts. */
    public static final String POSTGRES = "postgres";
    /** The name of the broker among the parts. */
    public static final String KAFKA = "kafka";

    private static final List<String> BROKER_JVM = List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC");

    private final Home home;
    private final PortPlan ports;
    private final Secrets secrets;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final Parts.Database database;
    private final Parts.Broker broker;
    private final ServiceEnvironment environment;
    private final List<Parts.OwnService> services;
    private final Map<String, Leash> leashes = new HashMap<>();
    private boolean tied;
    private volatile @Nullable SuiteStart starting;

    private Suite(Path root, Home home, PortPlan ports, boolean learning) {
        this.home = home;
        this.ports = ports;
        this.secrets = new Secrets(home);
        this.postgres = new PostgresServer(
                () -> PostgresBinaries.unpacked(home.resolve("programs")),
                home.resolve("postgres"),
                home.log(POSTGRES),
                ports.postgres(),
                () -> secrets.password(PostgresServer.SUPERUSER),
                true,
                new Archive(home.backups()));
        LearnedStart brokerStart = learned(learning, KAFKA);
        this.kafka = new KafkaBroker(
                home.resolve("kafka"),
                home.log(KAFKA),
                ports.kafka(),
                ports.kafkaController(),
                BROKER_JVM,
                brokerStart);
        this.database = new Parts.Database(postgres, ports);
        this.broker = new Parts.Broker(kafka, ports, brokerStart);
        this.environment = new ServiceEnvironment(home, ports, kafka.bootstrap(), this::database, secrets::password);
        Path jars = root.toAbsolutePath().normalize();
        this.services = Stream.of(Service.values())
                .map(service -> {
                    LearnedStart start = learned(learning, service.label());
                    return new Parts.OwnService(
                            new ServiceProcess(service, jars, home, ports, start), environment, ports, start);
                })
                .toList();
    }

    private @Nullable LearnedStart learned(boolean learning, String part) {
        return learning ? new LearnedStart(home.resolve("learned"), part) : null;
    }

    /**
     * The suite of a folder, running or not. Touches nothing.
     *
     * @param root the working copy whose built services are run
     * @param home where it keeps everything; made by the first start
     * @param ports where its parts listen
     */
    public static Suite at(Path root, Home home, PortPlan ports) {
        return new Suite(root, home, ports, false);
    }

    /**
     * The same, and what its parts learn in their first run after a build is kept for quicker starts: for a suite that is
     * started more than once.
     */
    public static Suite learning(Path root, Home home, PortPlan ports) {
        return new Suite(root, home, ports, true);
    }

    /** Services that are started from now on are told these variables besides; those that run are not. */
    public void startWith(Map<String, String> variables) {
        environment.besides(variables);
    }

    /** From now on whatever is started ends with this process, even when that is killed. For tests. */
    public void tie() {
        tied = true;
    }

    /**
     * Starts what does not run and waits until everything serves. Databases, roles and topics are made or brought up to
     * date.
     *
     * @throws StartFailure when that fails; what this call started is then stopped again
     */
    public void start(Progress progress) {
        home.whileLocked(progress, () -> startLocked(progress));
    }

    /** Ends what a start under way in this process has begun; for Ctrl-C. */
    public void callOff() {
        SuiteStart start = starting;
        if (start != null) {
            start.callOff();
        }
    }

    /** Stops everything in an orderly way, what it holds is kept. */
    public void stop(Progress progress) {
        home.whileLocked(progress, () -> {
            SuiteStop stop = new SuiteStop(progress);
            stop.stop(services);
            // The services are gone: the servers have nobody to wait for.
            stop.stop(List.of(broker, database));
            stop.keepLearned(parts());
            parts().forEach(part -> untie(part.name()));
        });
    }

    /** Stops one part in an orderly way. @param part a service's name, {@link #POSTGRES} or {@link #KAFKA} */
    public void stop(String part) {
        new SuiteStop(Progress.NONE).stop(part(part));
        untie(part);
    }

    /** Ends one part by SIGKILL and waits until it is gone. @param part as of {@link #stop(String)} */
    public void kill(String part) {
        part(part).process().kill();
        untie(part);
    }

    /** Whether one part's process is there, ready or not. @param part as of {@link #stop(String)} */
    public boolean running(String part) {
        return part(part).process().running().isPresent();
    }

    /** How every part is now. */
    public List<PartState> states() {
        return parts().stream().parallel().map(StateProbe::of).toList();
    }

    /** Ports that a part needs and somebody else has: a sentence for each. */
    public List<String> takenPorts() {
        return new SuiteStart(parts(), Progress.NONE).takenPorts();
    }

    /** Where requests go, without a path. */
    public URI gateway() {
        return http(Service.GATEWAY);
    }

    /** Where one service takes requests, without a path. */
    public URI http(Service service) {
        return URI.create("http://localhost:" + ports.http(service));
    }

    /** Where one service tells of its health and figures. */
    public URI management(Service service) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + ports.management(service));
    }

    /** The broker's address. */
    public String kafka() {
        return kafka.bootstrap();
    }

    /** A connection as the database server's superuser. @param database such as {@code message} */
    public Connection superuser(String database) throws SQLException {
        return postgres.connect(database);
    }

    /** A service's database with its logins. @param name such as {@code message} */
    public ServiceDatabase database(String name) {
        return ServiceDatabase.named(
                name,
                postgres.jdbcUrl(name),
                secrets.password(name + "_owner"),
                secrets.password(name + "_rest"),
                secrets.password(name + "_worker"));
    }

    /** A token of the local issuer that holds for a day. @see LocalIssuer#token */
    public String token(String subject, Collection<String> sellers, Collection<String> roles) {
        return LocalIssuer.of(home).token(subject, sellers, roles, Instant.now(), Duration.ofDays(1));
    }

    /** Backups of the databases, to be taken while they run and put back while they do not. */
    public SuiteBackups backups() {
        return new SuiteBackups(home, new Backups(new Archive(home.backups()), postgres), this::superuser);
    }

    /** The folder it lives in. */
    public Home home() {
        return home;
    }

    /** Where its parts listen. */
    public PortPlan ports() {
        return ports;
    }

    private void startLocked(Progress progress) {
        refuseAnotherOffset();
        SuiteStart start = new SuiteStart(parts(), progress);
        starting = start;
        try {
            start.retireOutdated();
            start.demandPorts();
            home.rememberPortOffset(ports.offset());
            run(start);
            if (!start.beganAnything()) {
                progress.report("everything was running already");
            }
        } catch (RuntimeException e) {
            start.callOff();
            throw e;
        } finally {
            starting = null;
        }
    }

    private void run(SuiteStart start) {
        start.launch(database);
        start.launch(broker);
        SuiteStart.sideBySide(List.of(
                () -> {
                    postgres.awaitReady();
                    start.awaitReady(database);
                    createDatabases();
                    services.forEach(start::launch);
                },
                () -> {
                    start.awaitReady(broker);
                    Topics.create(kafka());
                }));
        SuiteStart.sideBySide(services.stream()
                .map(part -> (Runnable) () -> start.awaitReady(part))
                .toList());
        if (tied) {
            parts().forEach(this::tie);
        }
    }

    private void createDatabases() {
        try (Connection superuser = superuser("postgres")) {
            ServiceDatabase.createGroups(superuser);
            for (Service service : Service.withDatabase()) {
                ServiceDatabase each = database(service.database().orElseThrow());
                each.create(superuser);
                try (Connection inside = superuser(each.name())) {
                    each.grant(inside);
                }
            }
        } catch (SQLException e) {
            throw new StartFailure("The databases could not be made: " + e.getMessage(), e);
        }
    }

    private void refuseAnotherOffset() {
        int known = home.portOffset().orElse(ports.offset());
        if (known != ports.offset()
                && parts().stream().anyMatch(part -> part.process().running().isPresent())) {
            throw new StartFailure("The suite in " + home.folder() + " runs with RAPPORT_PORT_OFFSET=" + known
                    + ": stop it (./rapport down) before it is moved.");
        }
    }

    private List<Part> parts() {
        return Stream.<Part>concat(Stream.of(database, broker), services.stream())
                .toList();
    }

    private Part part(String name) {
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part is called " + name));
    }

    private synchronized void tie(Part part) {
        untie(part.name());
        part.process().running().ifPresent(process -> leashes.put(part.name(), Leash.on(process)));
    }

    private synchronized void untie(String part) {
        Leash leash = leashes.remove(part);
        if (leash != null) {
            leash.close();
        }
    }
}
