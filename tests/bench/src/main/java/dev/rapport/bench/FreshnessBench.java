package dev.rapport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.bench.machine.BenchServers;
import dev.rapport.bench.machine.Proc;
import dev.rapport.bench.race.ScoreService;
import dev.rapport.bench.traffic.Feed;
import dev.rapport.bench.traffic.Traffic;
import dev.rapport.events.By;
import dev.rapport.events.MessageFact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "freshness",
        mixinStandardHelpOptions = true,
        description =
                "From an event's sending to the first GET score that has counted it, while others come at a steady rate.")
final class FreshnessBench implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_ASKS = 2_000_000;

    @Option(names = "--rates", split = ",", description = "Events a second beside those timed (${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of(1_000, 5_000, 20_000);

    @Option(names = "--sellers", description = "How many sellers they are about (${DEFAULT-VALUE}).")
    private int sellers = 1_000;

    @Option(
            names = "--seconds",
            description = "How long at each rate, after ten seconds to warm up (${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures.")
    private @Nullable Path json;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Integer call() throws IOException {
        System.out.println(Proc.machine());
        ObjectNode figures = Figures.begin("freshness").put("sellers", sellers);
        try (BenchServers servers = BenchServers.start();
                ScoreService service = ScoreService.start(servers, Main.root(), 1, Map.of())) {
            String token = service.issuer()
                    .token("bench", List.of("*"), List.of("viewer"), Instant.now(), Duration.ofHours(2));
            for (int rate : rates) {
                figures.set("at" + rate, measure(servers, service, token, rate));
            }
        }
        if (json != null) {
            Figures.write(json, figures);
        }
        return 0;
    }

    private ObjectNode measure(BenchServers servers, ScoreService service, String token, int rate) {
        AtomicBoolean going = new AtomicBoolean(true);
        Thread load = Thread.ofPlatform().name("load").start(() -> keepSending(servers, rate, going));
        List<Double> millis = new ArrayList<>();
        try (Feed feed = new Feed(servers.kafka(), "-probe-" + rate)) {
            long begin = System.nanoTime();
            long warm = begin + Duration.ofSeconds(10).toNanos();
            long end = warm + Duration.ofSeconds(seconds).toNanos();
            for (int i = 0; System.nanoTime() < end; i++) {
                double took = one(feed, service, token, "probe-" + rate + "-" + i % 10);
                if (System.nanoTime() > warm) {
                    millis.add(took);
                }
            }
        } finally {
            going.set(false);
            join(load);
        }
        double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(
                Locale.ROOT,
                "%,7d events/s: event to GET score p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, most %.0f ms (%d timed, load %.1f)%n",
                rate,
                Figures.percentile(all, 50),
                Figures.percentile(all, 90),
                Figures.percentile(all, 99),
                Figures.percentile(all, 100),
                all.length,
                Proc.load());
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("timed", all.length)
                .put("p50Millis", Figures.rounded(Figures.percentile(all, 50)))
                .put("p90Millis", Figures.rounded(Figures.percentile(all, 90)))
                .put("p99Millis", Figures.rounded(Figures.percentile(all, 99)))
                .put("mostMillis", Figures.rounded(Figures.percentile(all, 100)))
                .put("load", Proc.load());
    }

    /** Sends one message and asks until it is in the score's counters. */
    private double one(Feed feed, ScoreService service, String token, String seller) {
        long before = sent(service, token, seller);
        long began = System.nanoTime();
        Instant now = Instant.now();
        feed.send(new MessageFact.MessageSent(seller, "c", "m-" + began, By.HUMAN, null, now, null), now);
        feed.flush();
        while (sent(service, token, seller) <= before) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("an event was not counted within a minute:\n" + service.tail());
            }
            LockSupport.parkNanos(BETWEEN_ASKS);
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private long sent(ScoreService service, String token, String seller) {
        // The window is part of the key under which answers are kept for a tenth of a second: freshness has that in it,
        // as a user's has.
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(service.url(0) + "/api/v1/sellers/" + seller + "/score"))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("GET score answers " + answer.statusCode());
            }
            JsonNode counters = JSON.readTree(answer.body()).path("counters");
            return counters.path("messages_sent").asLong();
        } catch (java.net.ConnectException starting) {
            LockSupport.parkNanos(200_000_000);
            return sent(service, token, seller);
        } catch (IOException e) {
            throw new IllegalStateException("GET score fails: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keepSending(BenchServers servers, int rate, AtomicBoolean going) {
        // Its source is that of a run of its own: positions must rise.
        Traffic traffic = new Traffic(rate, sellers, 0.8, rate * 3_600L, Instant.now(), Duration.ofHours(1));
        try (Feed feed = new Feed(servers.kafka(), "-" + rate)) {
            long begin = System.nanoTime();
            long sent = 0;
            while (going.get()) {
                long due = (System.nanoTime() - begin) * rate / 1_000_000_000L;
                traffic.next(due - sent, event -> feed.send(event, Instant.now()));
                sent = due;
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
