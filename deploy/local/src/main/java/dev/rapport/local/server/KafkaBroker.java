package dev.rapport.local.server;

import dev.rapport.local.process.LearnedStart;
import dev.rapport.local.process.ManagedProcess;
import dev.rapport.local.process.Ports;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.process.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A single broker that is its own KRaft controller, on the loopback address. What it acknowledged survives a kill of its
 * process (the operating system has it by then), not a crash of the machine.
 */
public final class KafkaBroker {

    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private final List<String> jvm;
    private final @Nullable LearnedStart learned;
    private final ManagedProcess process;

    /**
     * @param folder holds the logs ({@code data}), the settings and the run file
     * @param log takes its output
     * @param port where clients find it
     * @param controllerPort where its controller half listens
     * @param jvm what its Java machine is told, the heap above all
     * @param learned what it learned for quicker starts; null to start the plain way
     */
    public KafkaBroker(
            Path folder, Path log, int port, int controllerPort, List<String> jvm, @Nullable LearnedStart learned) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.controllerPort = controllerPort;
        this.jvm = List.copyOf(jvm);
        this.learned = learned;
        this.process = new ManagedProcess("kafka", this.folder.resolve("kafka.run"), log, ManagedProcess.Ending.TERM);
    }

    /** Its process, for state, stop and kill. */
    public ManagedProcess process() {
        return process;
    }

    /** Where clients find it. */
    public String bootstrap() {
        return Ports.LOOPBACK + ":" + port;
    }

    /** Starts it and waits until it serves clients. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts it and returns at once. Does nothing when it runs. */
    public void launch() {
        if (process.running().isPresent()) {
            return;
        }
        Path settings = folder.resolve("broker.properties");
        try {
            Files.createDirectories(folder);
            Files.writeString(settings, settings());
        } catch (IOException e) {
            throw new StartFailure("Kafka's settings could not be written to " + settings + ": " + e.getMessage(), e);
        }
        List<String> command = new ArrayList<>(List.of(ServerArtifacts.java()));
        command.addAll(jvm);
        command.addAll(learned == null ? LearnedStart.none() : learned.options(program()));
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSX",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.config=error",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaConfig=error",
                BrokerMain.class.getName(),
                folder.resolve("data").toString(),
                settings.toString()));
        process.start(command, environment(), folder);
    }

    /** After an orderly stop: keeps what its last run learned, if it recorded. */
    public void keepLearned() {
        if (learned != null && learned.recording()) {
            var unused = learned.keep(ServerArtifacts.java(), jvm, List.of(BrokerMain.class.getName()), environment());
        }
    }

    /** What is run, in words that change with it. */
    private static String program() {
        return Runtime.version() + "\n" + ServerArtifacts.classPath() + "\n" + ServerArtifacts.builtAt();
    }

    private static Map<String, String> environment() {
        return Map.of("CLASSPATH", ServerArtifacts.classPath());
    }

    /** Waits until it serves clients. */
    public void awaitReady() {
        boolean ready = Wait.until(
                READY, Duration.ofMillis(100), () -> process.running().isEmpty() || serves());
        if (!ready || process.running().isEmpty()) {
            throw new StartFailure("Kafka " + (ready ? "ended while starting" : "did not get ready") + "; see "
                    + process.log() + process.tail());
        }
    }

    /** Whether it serves clients now. */
    public boolean serves() {
        if (!Ports.answers(port)) {
            return false;
        }
        try (Admin admin = Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap(),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                50,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                2_000))) {
            return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops it in an orderly way. */
    public void stop() {
        process.stop(PATIENCE);
    }

    private String settings() {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + Ports.LOOPBACK + ":" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners",
                        "CLIENT://" + bootstrap() + ",CONTROLLER://" + Ports.LOOPBACK + ":" + controllerPort),
                Map.entry("advertised.listeners", "CLIENT://" + bootstrap()),
                Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "CLIENT"),
                Map.entry("log.dirs", folder.resolve("data").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // One node: nothing else can take over, so a restarted broker need not wait for its own old session.
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                // The default of 128 MB would be half the heap.
                Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("num.recovery.threads.per.data.dir", "2"),
                Map.entry("background.threads", "4"));
        return settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
