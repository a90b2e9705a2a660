package dev.rapport.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.bench.machine.BenchServers;
import dev.rapport.bench.machine.Proc;
import dev.rapport.bench.race.Course;
import dev.rapport.bench.race.ScoreService;
import dev.rapport.bench.traffic.Traffic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reads",
        mixinStandardHelpOptions = true,
        description = "GET score of random sellers over 720 h, straight from score-service, one client after another.")
final class ReadsBench implements Callable<Integer> {
    @Option(names = "--sellers", split = ",", description = "How many sellers have been counted (${DEFAULT-VALUE}).")
    private List<Integer> sellers = List.of(1_000, 10_000, 100_000);

    @Option(names = "--events", description = "Events that were counted before (${DEFAULT-VALUE}).")
    private long events = 500_000;

    @Option(names = "--reads", description = "How many are timed, after a quarter more to warm up (${DEFAULT-VALUE}).")
    private int reads = 4_000;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures.")
    private @Nullable Path json;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Integer call() throws IOException {
        System.out.println(Proc.machine());
        ObjectNode figures = Figures.begin("reads").put("events", events);
        for (int count : sellers) {
            figures.set("sellers" + count, measure(count));
        }
        if (json != null) {
            Figures.write(json, figures);
        }
        return 0;
    }

    private ObjectNode measure(int count) {
        try (BenchServers servers = BenchServers.start()) {
            Course course = Course.lay(servers, 1, events, count, 0.8);
            try (ScoreService service =
                    ScoreService.start(servers, Main.root(), 1, Map.of("RAPPORT_SCORES_PUBLISH", "false"))) {
                while (service.counted() < course.records()) {
                    LockSupport.parkNanos(100_000_000);
                    if (service.processes().stream().noneMatch(Process::isAlive)) {
                        throw new IllegalStateException(service.tail());
                    }
                }
                double[] millis = times(service, count);
                System.out.printf(
                        Locale.ROOT,
                        "%,7d sellers: GET score p50 %.1f ms, p90 %.1f ms, p99 %.1f ms (load %.1f)%n",
                        count,
                        Figures.percentile(millis, 50),
                        Figures.percentile(millis, 90),
                        Figures.percentile(millis, 99),
                        Proc.load());
                return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                        .objectNode()
                        .put("p50Millis", Figures.rounded(Figures.percentile(millis, 50)))
                        .put("p90Millis", Figures.rounded(Figures.percentile(millis, 90)))
                        .put("p99Millis", Figures.rounded(Figures.percentile(millis, 99)))
                        .put("load", Proc.load());
            }
        }
    }

    private double[] times(ScoreService service, int count) {
        String token =
                service.issuer().token("bench", List.of("*"), List.of("viewer"), Instant.now(), Duration.ofHours(2));
        Random random = new Random(count);
        double[] millis = new double[reads];
        for (int i = -reads / 4; i < reads; i++) {
            long before = System.nanoTime();
            get(
                    service.url(0) + "/api/v1/sellers/" + Traffic.seller(random.nextInt(count)) + "/score?window=720",
                    token);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - before) / 1e6;
            }
        }
        return millis;
    }

    private void get(String url, String token) {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Authorization", "Bearer " + token)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException(url + " answers " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(url + " fails: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
