package dev.rapport.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.bench.machine.BenchServers;
import dev.rapport.bench.machine.Proc;
import dev.rapport.bench.race.Contestant;
import dev.rapport.bench.race.Course;
import dev.rapport.bench.race.Race;
import dev.rapport.bench.race.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Events a second: the score engine beside plain consumers, Kafka Streams and Apache Flink.")
final class ScoreBench implements Callable<Integer> {
    @Option(names = "--events", description = "Events to make, without repeats (${DEFAULT-VALUE}).")
    private long events = 2_000_000;

    @Option(
            names = "--sellers",
            split = ",",
            description =
                    "How many sellers they are about; several numbers to see whether that matters (${DEFAULT-VALUE}).")
    private List<Integer> sellers = List.of(1_000);

    @Option(
            names = "--skew",
            description =
                    "Shares of the sellers: rank to the power of minus this; 0 makes all alike (${DEFAULT-VALUE}).")
    private double skew = 0.8;

    @Option(names = "--rounds", description = "Every contestant runs so often, in turn (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--only", split = ",", description = "Of ${COMPLETION-CANDIDATES}; all by default.")
    private Set<Contestant> only = EnumSet.allOf(Contestant.class);

    @Option(names = "--replicas", split = ",", description = "Also the engine with so many processes, such as 2,4.")
    private List<Integer> replicas = List.of();

    @Option(names = "--seed", description = "The same seed makes the same events (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures.")
    private @Nullable Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Writes a chart; beside the JSON file by default.")
    private @Nullable Path svg;

    @Override
    public Integer call() throws IOException {
        System.out.println(Proc.machine());
        for (Contestant contestant : only) {
            System.out.printf("  %-14s %s%n", contestant.label(), contestant.what());
        }
        ObjectNode figures = Figures.begin("score")
                .put("events", events)
                .put("skew", skew)
                .put("rounds", rounds)
                .put("seed", seed);
        ArrayNode bySellers = figures.putArray("bySellers");
        boolean first = true;
        for (int count : sellers) {
            ObjectNode one = measure(count);
            if (first) {
                figures.setAll(one);
                first = false;
            }
            bySellers.add(one);
        }
        if (json != null) {
            Figures.write(json, figures);
            System.out.println("Figures: " + json);
        }
        Path chart =
                svg != null ? svg : json != null ? Path.of(json.toString().replaceFirst("(\\.json)?$", ".svg")) : null;
        if (chart != null) {
            Files.writeString(chart, chart(figures));
            System.out.println("Chart: " + chart);
        }
        return 0;
    }

    private ObjectNode measure(int count) {
        try (BenchServers servers = BenchServers.start()) {
            Course course = Course.lay(servers, seed, events, count, skew);
            Race race = new Race(course, Main.root());
            Map<Contestant, List<Run>> runs = new EnumMap<>(Contestant.class);
            Map<Integer, List<Run>> scaled = new java.util.TreeMap<>();
            for (int round = 1; round <= rounds; round++) {
                for (Contestant contestant : only) {
                    Run run = race.run(contestant);
                    runs.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(run);
                    tell(round, contestant.label(), run);
                }
                for (int processes : replicas) {
                    Run run = race.replicas(processes);
                    scaled.computeIfAbsent(processes, _ -> new ArrayList<>()).add(run);
                    tell(round, "engine × " + processes, run);
                }
            }
            return figures(course, runs, scaled);
        }
    }

    private static void tell(int round, String label, Run run) {
        System.out.printf(
                Locale.ROOT,
                "round %d  %-14s %,10.0f/s  (whole %,9.0f/s)  cpu %5.1f s/M  servers %5.1f s/M  rss %4.0f MB  load %.1f%n",
                round,
                label,
                run.perSecond(),
                run.wholePerSecond(),
                run.cpuPerMillion(),
                run.serverCpuPerMillion(),
                run.peakRssMb(),
                run.load());
    }

    private ObjectNode figures(Course course, Map<Contestant, List<Run>> runs, Map<Integer, List<Run>> scaled) {
        ObjectNode figures = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        figures.put("sellers", course.sellers()).put("records", course.records());
        System.out.printf(
                Locale.ROOT,
                "%,d sellers, medians of %d rounds, ratios within each round:%n",
                course.sellers(),
                rounds);
        runs.forEach((contestant, all) -> put(figures, contestant.label(), all));
        List<Run> engine = runs.getOrDefault(Contestant.ENGINE, List.of());
        if (!engine.isEmpty()) {
            runs.forEach((contestant, all) -> {
                if (contestant != Contestant.ENGINE) {
                    figures.put("ratioTo" + capital(contestant.label()), ratio(engine, all));
                }
            });
        }
        ObjectNode processes = figures.putObject("enginePerSecondByReplicas");
        scaled.forEach(
                (number, all) -> processes.put(number.toString(), Math.round(Figures.median(all, Run::perSecond))));
        runs.keySet()
                .forEach(contestant -> System.out.printf(
                        Locale.ROOT,
                        "  %-14s %,10d/s   engine is %s of it%n",
                        contestant.label(),
                        figures.path(contestant.label() + "PerSecond").asLong(),
                        figures.path("ratioTo" + capital(contestant.label())).asText("1")));
        return figures;
    }

    private static void put(ObjectNode figures, String label, List<Run> runs) {
        figures.put(label + "PerSecond", Math.round(Figures.median(runs, Run::perSecond)))
                .put(label + "WholePerSecond", Math.round(Figures.median(runs, Run::wholePerSecond)))
                .put(label + "CpuSecondsPerMillion", Figures.rounded(Figures.median(runs, Run::cpuPerMillion)))
                .put(
                        label + "ServerCpuSecondsPerMillion",
                        Figures.rounded(Figures.median(runs, Run::serverCpuPerMillion)))
                .put(label + "PeakRssMb", Math.round(Figures.median(runs, Run::peakRssMb)));
        ArrayNode each = figures.putArray(label + "Rounds");
        ArrayNode loads = figures.putArray(label + "Loads");
        runs.forEach(run -> {
            each.add(Math.round(run.perSecond()));
            loads.add(run.load());
        });
    }

    /** The median over the rounds of what the engine is to another in the same round: the machine's moods are the same for both. */
    private static double ratio(List<Run> engine, List<Run> other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(engine.size(), other.size()); i++) {
            ratios.add(engine.get(i).perSecond() / other.get(i).perSecond());
        }
        return Figures.rounded(Figures.median(ratios, Double::doubleValue));
    }

    private static String capital(String label) {
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    private String chart(ObjectNode figures) {
        List<Chart.Bar> bars = new ArrayList<>();
        for (Contestant contestant : only) {
            double value = figures.path(contestant.label() + "PerSecond").asDouble();
            bars.add(new Chart.Bar(
                    contestant.label(), value, contestant == Contestant.ENGINE || contestant == Contestant.SERVICE));
        }
        return Chart.bars(
                "Events counted a second",
                String.format(
                        Locale.ROOT,
                        "%,d events about %,d sellers, median of %d rounds",
                        events,
                        figures.path("sellers").asInt(),
                        rounds),
                bars,
                figures.path("machine").asText() + ", broker and PostgreSQL on the same; "
                        + figures.path("at").asText());
    }
}
