package dev.rapport.bench.race;

import dev.rapport.bench.machine.Proc;
import dev.rapport.bench.peer.FlinkPeer;
import dev.rapport.bench.peer.StreamsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Lets contestants run over a course, one at a time, each in a process of its own. */
public final class Race {
    private static final List<String> READER_JVM =
            List.of("-Xms128m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");
    private static final List<String> PEER_JVM = List.of("-Xms256m", "-Xmx1g", "--enable-native-access=ALL-UNNAMED");
    /** Tell the engine to count and leave the telling of scores to another process, which is how one would scale it. */
    private static final Map<String, String> COUNTING = Map.of("RAPPORT_SCORES_PUBLISH", "false");

    private final Course course;
    private final Path root;
    private int runs;

    /** @param root the working copy with the packaged score-service */
    public Race(Course course, Path root) {
        this.course = course;
        this.root = root;
    }

    /**
     * One run.
     *
     * @throws IllegalStateException when it fails, or has counted something else than it should
     */
    public Run run(Contestant contestant) {
        runs++;
        return switch (contestant) {
            case RAW, PARSE -> read(contestant);
            case ENGINE -> engine(contestant, 1, COUNTING);
            case SERVICE -> engine(contestant, 1, Map.of());
            case STREAMS -> streams();
            case FLINK -> flink();
        };
    }

    /** A run of several processes of the engine. */
    public Run replicas(int count) {
        runs++;
        return engine(Contestant.ENGINE, count, COUNTING);
    }

    private Run read(Contestant contestant) {
        // Short topics are read more often, so that the compilers get somewhere.
        long passes = Math.clamp(3_000_000 / Math.max(1, course.records()), 2, 8);
        try (Jvm jvm = Jvm.main(
                folder(),
                Reading.class,
                READER_JVM,
                List.of(course.servers().kafka(), contestant.label(), Long.toString(passes)))) {
            jvm.await();
            List<double[]> told = new ArrayList<>();
            for (String line : jvm.lines(Reading.PASS)) {
                String[] parts = line.split(" ");
                told.add(new double[] {
                    Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]) / Double.parseDouble(parts[0]) * 1e6
                });
            }
            List<double[]> warm = told.subList(Math.max(1, told.size() / 3), told.size());
            double[] rates = warm.stream().mapToDouble(pass -> pass[0]).sorted().toArray();
            double[] cpu = warm.stream().mapToDouble(pass -> pass[1]).sorted().toArray();
            return new Run(
                    contestant,
                    rates[rates.length / 2],
                    told.getFirst()[0],
                    cpu[cpu.length / 2],
                    0,
                    0,
                    Proc.load(),
                    "");
        }
    }

    private Run engine(Contestant contestant, int replicas, Map<String, String> settings) {
        try (ScoreService service = ScoreService.start(course.servers(), root, replicas, settings)) {
            Clocked clocked = new Clocked(course.servers(), service.processes(), service::counted);
            try {
                clocked.watch(course.records());
            } catch (IllegalStateException e) {
                throw new IllegalStateException(e.getMessage() + ":\n" + service.tail(), e);
            }
            return check(clocked.run(contestant, service.digest()));
        }
    }

    private Run streams() {
        String group = "streams-" + runs;
        List<String> arguments = arguments(group);
        try (Jvm jvm = Jvm.main(folder(), StreamsPeer.class, PEER_JVM, arguments);
                Committed committed = new Committed(course.servers().kafka(), group)) {
            Clocked clocked = new Clocked(course.servers(), List.of(jvm.process()), committed::records);
            watch(clocked, jvm);
            Run unchecked = clocked.run(Contestant.STREAMS, "");
            try {
                jvm.process().getOutputStream().write('\n');
                jvm.process().getOutputStream().flush();
            } catch (IOException e) {
                throw new IllegalStateException("it has ended", e);
            }
            jvm.await();
            return check(with(unchecked, jvm.lines(StreamsPeer.DIGEST).getFirst()));
        }
    }

    private Run flink() {
        String group = "flink-" + runs;
        List<String> options = new ArrayList<>(PEER_JVM);
        options.addAll(FlinkPeer.JVM);
        try (Jvm jvm = Jvm.main(folder(), FlinkPeer.class, options, arguments(group));
                Committed committed = new Committed(course.servers().kafka(), group)) {
            // The job's end says that all is done, should its last offsets not be told.
            Clocked clocked = new Clocked(
                    course.servers(),
                    List.of(jvm.process()),
                    () -> jvm.lines(FlinkPeer.DIGEST).isEmpty() ? committed.records() : course.records());
            watch(clocked, jvm);
            Run unchecked = clocked.run(Contestant.FLINK, "");
            jvm.await();
            return check(with(unchecked, jvm.lines(FlinkPeer.DIGEST).getFirst()));
        }
    }

    private void watch(Clocked clocked, Jvm jvm) {
        try {
            clocked.watch(course.records());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + ":\n" + jvm.tail(), e);
        }
    }

    private List<String> arguments(String group) {
        List<String> arguments = new ArrayList<>(
                List.of(course.servers().kafka(), group, folder().resolve(group).toString()));
        arguments.addAll(Course.TOPICS);
        return arguments;
    }

    private Path folder() {
        try {
            return Files.createDirectories(course.servers().folder().resolve("runs"));
        } catch (IOException e) {
            throw new IllegalStateException("no folder for what contestants write", e);
        }
    }

    private static Run with(Run run, String digest) {
        return new Run(
                run.contestant(),
                run.perSecond(),
                run.wholePerSecond(),
                run.cpuPerMillion(),
                run.serverCpuPerMillion(),
                run.peakRssMb(),
                run.load(),
                digest);
    }

    private Run check(Run run) {
        if (!run.digest().equals(course.expected())) {
            throw new IllegalStateException(run.contestant().label() + " counted " + run.digest() + " and not "
                    + course.expected() + ": its figures say nothing");
        }
        return run;
    }

    /** How far a consumer group has committed. */
    private static final class Committed implements AutoCloseable {
        private final Admin admin;
        private final String group;

        Committed(String bootstrap, String group) {
            this.admin = Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
            this.group = group;
        }

        long records() {
            try {
                OptionalLong sum =
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                                .filter(entry ->
                                        Course.TOPICS.contains(entry.getKey().topic()) && entry.getValue() != null)
                                .mapToLong(entry -> entry.getValue().offset())
                                .reduce(Long::sum);
                return sum.orElse(0);
            } catch (ExecutionException notYet) {
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }

        @Override
        public void close() {
            admin.close();
        }
    }
}
