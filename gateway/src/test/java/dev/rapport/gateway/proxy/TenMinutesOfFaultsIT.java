package dev.rapport.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import dev.rapport.kit.access.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three services that die, hang, crawl and talk nonsense in turns, and one that is well, under load all the time: the fourth must not
 * notice, whoever gets an answer gets one that is HTTP and a document, and in the end nothing is left over.
 */
@QuarkusTest
@TestProfile(GatewayProfile.class)
@Tag("long")
class TenMinutesOfFaultsIT {

    private static final Duration LASTS = Duration.parse(System.getProperty("rapport.test.faults-last", "PT10M"));
    private static final Duration PHASE = Duration.ofSeconds(4);
    private static final long SEED = 20260101;
    private static final int SELLERS = 60;

    private static final Vertx VERTX = Vertx.vertx();
    private static final String WELL =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    /** What a service may be up to. */
    private enum Mood {
        WELL,
        AWAY,
        HANGS,
        DIES,
        NONSENSE,
        HALF,
        CRAWLS,
        LATE,
        ENDLESS_HEADERS
    }

    @TestHTTPResource
    URI root;

    @Inject
    Breakers breakers;

    @Inject
    MeterRegistry meters;

    private final Map<Service, Behind> behind = new TreeMap<>();
    private final Map<Service, Mood> moods = new TreeMap<>();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong brokenOff = new AtomicLong();
    private final Map<String, Long> answers = new TreeMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<Long> wellMicros = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        behind.values().forEach(Behind::close);
        breakers.forget();
    }

    @Test
    void shouldLeaveNothingOverAndLetTheOthersAlone() {
        List<Service> ill = List.of(Service.MESSAGE, Service.REVIEW, Service.CARE);
        become(Service.SCORE, Mood.WELL);
        ill.forEach(service -> become(service, Mood.WELL));
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < SELLERS; i++) {
            tokens.add(Tokens.trusted().token(Set.of("s" + i), "admin"));
        }
        var client = new Client(VERTX, root.getPort());
        for (int i = 0; i < 3; i++) {
            ask(client, tokens, Service.SCORE);
            for (Service service : ill) {
                ask(client, tokens, service);
                ask(client, tokens, service);
            }
        }
        // What is calm is looked at first, when compilers and pools have had their time.
        pass(Duration.ofSeconds(20));
        wellMicros.clear();
        pass(Duration.ofSeconds(20));
        long calm = p99(wellMicros);
        List<String> threads = threadNames();
        long files = openFiles();
        wellMicros.clear();

        var random = new Random(SEED);
        long until = System.nanoTime() + LASTS.toNanos();
        while (System.nanoTime() < until) {
            become(ill.get(random.nextInt(ill.size())), Mood.values()[random.nextInt(Mood.values().length)]);
            pass(PHASE.dividedBy(ill.size()));
        }
        long stormy = p99(wellMicros);
        int asked = wellMicros.size();
        ill.forEach(service -> become(service, Mood.WELL));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (Service service : ill) {
                assertThat(Behind.await(client.start("GET", path(service, 1), tokens.get(1), Map.of(), null))
                                .status())
                        .isEqualTo(200);
            }
        });
        running.set(false);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (String gauge : List.of("rapport.gateway.requests.active", "rapport.gateway.requests.waiting")) {
                meters.find(gauge).gauges().forEach(one -> assertThat(one.value())
                        .as(one.getId().toString())
                        .isZero());
            }
            assertThat(openFiles()).as("files and sockets, %d before", files).isLessThanOrEqualTo(files + 10);
            assertThat(threadNames()).as("threads, before %s", threads).hasSizeLessThanOrEqualTo(threads.size() + 3);
        });
        System.out.printf(
                Locale.ROOT,
                "%s of faults: %d answers %s, %d broken off; the well service %d times, p99 %.1f ms (calm %.1f); files %d (%d), threads %d"
                        + " (%d)%n",
                LASTS,
                answered.get(),
                answers,
                brokenOff.get(),
                asked,
                stormy / 1_000.0,
                calm / 1_000.0,
                openFiles(),
                files,
                threadNames().size(),
                threads.size());
        assertThat(wrong).isEmpty();
        assertThat(answers.keySet())
                .as("every kind of trouble was met")
                .contains("200", "502 BAD_ANSWER", "503 UNAVAILABLE", "504 TOO_SLOW");
        assertThat(stormy).as("µs, of the service that was well").isLessThan(5 * calm + 50_000);
        Behind.await(client.close());
    }

    /** Asks, and when answered asks again: as much as is served, from six clients of each service that is ill and three of the other. */
    private void ask(Client client, List<String> tokens, Service service) {
        if (!running.get()) {
            return;
        }
        int seller = ThreadLocalRandom.current().nextInt(SELLERS);
        boolean posts = service == Service.MESSAGE && seller % 2 == 0;
        long before = System.nanoTime();
        client.start(
                        posts ? "POST" : "GET",
                        posts ? "/api/v1/sellers/s" + seller + "/conversations/c1/replies" : path(service, seller),
                        tokens.get(seller),
                        posts ? Map.of("content-type", "application/json") : Map.of(),
                        posts ? Buffer.buffer("{}") : null)
                .onComplete(answer -> {
                    long micros = (System.nanoTime() - before) / 1_000;
                    if (answer.succeeded()) {
                        note(service, answer.result());
                    } else {
                        brokenOff.incrementAndGet();
                    }
                    if (service == Service.SCORE) {
                        wellMicros.add(micros);
                        if (answer.failed() || answer.result().status() != 200) {
                            wrong.add("the service that was well: " + answer);
                        }
                    }
                    VERTX.setTimer(20, _ -> ask(client, tokens, service));
                });
    }

    private void note(Service service, Client.Answer answer) {
        answered.incrementAndGet();
        String code = answer.status() < 400 ? "" : answer.code();
        String kind = answer.status() + (code == null || code.isEmpty() ? "" : " " + code);
        synchronized (answers) {
            answers.merge(kind, 1L, Long::sum);
        }
        if (answer.status() >= 400 && code == null
                || !Set.of(200, 429, 502, 503, 504).contains(answer.status())) {
            wrong.add(service + ": " + kind);
        }
    }

    private static String path(Service service, int seller) {
        String ofSeller = "/api/v1/sellers/s" + seller;
        return switch (service) {
            case SCORE -> ofSeller + "/score";
            case REVIEW -> ofSeller + "/reviews";
            case CARE -> ofSeller + "/buyers/b1/care-allowance";
            default -> ofSeller + "/conversations";
        };
    }

    private void become(Service service, Mood mood) {
        Mood before = moods.put(service, mood);
        Behind place = behind.computeIfAbsent(service, _ -> new Behind(VERTX));
        if (mood == Mood.AWAY) {
            place.close();
        } else if (before == null || before == Mood.AWAY) {
            place.raw(service, socket -> socket.handler(_ -> act(moods.getOrDefault(service, Mood.WELL), socket)));
        }
    }

    private static void act(Mood mood, NetSocket socket) {
        switch (mood) {
            case WELL, AWAY -> socket.write(WELL);
            case HANGS -> {}
            case DIES -> socket.close();
            case NONSENSE -> socket.write("nonsense\r\n\r\n").onComplete(_ -> socket.close());
            case HALF ->
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":")
                        .onComplete(_ -> socket.close());
            case LATE -> VERTX.setTimer(500, _ -> socket.write(WELL));
            case CRAWLS -> crawl(socket, 0);
            case ENDLESS_HEADERS -> socket.write("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000));
        }
    }

    private static void crawl(NetSocket socket, int at) {
        if (at < WELL.length()) {
            socket.write(WELL.substring(at, at + 1));
            VERTX.setTimer(10, _ -> crawl(socket, at + 1));
        }
    }

    private static void pass(Duration time) {
        Behind.await(VERTX.timer(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static long p99(Queue<Long> micros) {
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        assertThat(sorted).as("requests served").hasSizeGreaterThan(100);
        return Arrays.stream(sorted).skip(sorted.length * 99L / 100).findFirst().orElseThrow();
    }

    /** All but the one that looks. */
    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.equals("awaitility-thread"))
                .sorted()
                .toList();
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
