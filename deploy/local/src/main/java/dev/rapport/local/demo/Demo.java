package dev.rapport.local.demo;

import dev.rapport.events.AccountType;
import dev.rapport.events.Envelope;
import dev.rapport.events.EventCodec;
import dev.rapport.events.EventType;
import dev.rapport.events.Fulfilment;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Shift;
import dev.rapport.events.WorkingHours;
import dev.rapport.local.feed.Feed;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.suite.Progress;
import dev.rapport.local.suite.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings the demo's stores and their last four weeks into a running suite. */
public final class Demo {

    private static final long SEED = 20_240_601;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONFLICT = 412;

    private final Suite suite;
    private final Progress progress;
    private final Clock clock;

    /** @param clock tells when the last four weeks end */
    public Demo(Suite suite, Progress progress, Clock clock) {
        this.suite = suite;
        this.progress = progress;
        this.clock = clock;
    }

    /** Returns when every service has applied it. Bringing it twice on one day changes nothing. */
    public void bring() throws IOException, InterruptedException {
        String token = suite.token("demo", List.of("*"), List.of("admin"));
        for (SellerChanged store : stores()) {
            put(store, token);
        }
        Instant now = clock.instant();
        String day = now.atZone(ZoneOffset.UTC).toLocalDate().toString();
        List<DemoWorld.Told> events = DemoWorld.events(
                SEED, stores().stream().map(SellerChanged::sellerId).toList(), now, day);
        Feed.publish(
                suite, PATIENCE, events.stream().map(told -> event(told, day)).toList());
        progress.report("The demo's stores are "
                + stores().stream().map(SellerChanged::sellerId).collect(Collectors.joining(", ")) + "; "
                + events.size()
                + " events brought them to life.");
    }

    private static Feed.Item event(DemoWorld.Told told, String day) {
        return new Feed.Item(
                new Envelope(
                        told.name(),
                        "/demo/" + day,
                        EventType.of(told.event()),
                        told.at(),
                        null,
                        null,
                        null,
                        null,
                        false),
                told.event());
    }

    static List<SellerChanged> stores() {
        WorkingHours weekdays = week(DayOfWeek.FRIDAY, new Shift(LocalTime.of(9, 0), LocalTime.of(22, 0)));
        WorkingHours split = week(
                DayOfWeek.SATURDAY,
                new Shift(LocalTime.of(8, 0), LocalTime.of(12, 0)),
                new Shift(LocalTime.of(14, 0), LocalTime.of(20, 0)));
        return List.of(
                new SellerChanged(
                        "demo-lamps",
                        "aliexpress",
                        "aliexpress",
                        "Asia/Shanghai",
                        AccountType.ENTERPRISE,
                        true,
                        Fulfilment.SELF,
                        weekdays,
                        List.of("zh", "en", "es")),
                new SellerChanged(
                        "demo-shoes",
                        "aliexpress",
                        "aliexpress",
                        "Asia/Shanghai",
                        AccountType.INDIVIDUAL,
                        false,
                        Fulfilment.SELF,
                        split,
                        List.of("zh", "en", "pt", "ru")),
                new SellerChanged(
                        "demo-books",
                        "amazon",
                        "amazon",
                        "America/Los_Angeles",
                        AccountType.ENTERPRISE,
                        true,
                        Fulfilment.SELF,
                        weekdays,
                        List.of("en", "fr")));
    }

    private static WorkingHours week(DayOfWeek last, Shift... shifts) {
        return new WorkingHours(
                Stream.of(DayOfWeek.values())
                        .filter(day -> day.compareTo(last) <= 0)
                        .collect(Collectors.toMap(day -> day, day -> List.of(shifts))),
                List.of());
    }

    /** Sets a profile over the gateway, as any client would; one that somebody changed meanwhile is left as it is. */
    private void put(SellerChanged store, String token) throws IOException, InterruptedException {
        URI address = suite.gateway().resolve("/api/v1/sellers/" + store.sellerId());
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + token);
            HttpResponse<String> present = http.send(request.GET().build(), HttpResponse.BodyHandlers.ofString());
            present.headers().firstValue("ETag").ifPresent(tag -> request.header("If-Match", tag));
            HttpResponse<String> answer = http.send(
                    request.header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofByteArray(new EventCodec().data(store)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2 && answer.statusCode() != CONFLICT) {
                throw new StartFailure("The profile of " + store.sellerId() + " was not taken: " + answer.statusCode()
                        + " " + answer.body());
            }
        }
    }
}
