package dev.rapport.system.example;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.rapport.system.example.Step.Ask;
import dev.rapport.system.example.Step.Spoil;
import dev.rapport.system.example.Step.Tell;
import dev.rapport.system.example.Step.Until;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RestClient.Answer;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through the {@link Script}, step by step, as its people. Every answer is held against {@code /openapi} on the way. */
public final class Tour {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> STORES = Set.of("aurora", "borealis", "cairn");

    private final RunningSuite suite;
    private final Present present = Present.now();
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, RestClient> people;
    private final Lines lines = new Lines("/tour");
    private final List<Exchange> exchanges = new ArrayList<>();
    private int told;

    private Tour(RunningSuite suite) {
        this.suite = suite;
        people = Map.of(
                "agent", suite.gateway("ana", STORES, Set.of("agent")),
                "supervisor", suite.gateway("sue", STORES, Set.of("supervisor")),
                "admin", suite.gateway("adam", STORES, Set.of("admin")),
                "viewer", suite.gateway("val", STORES, Set.of("viewer")),
                "feeder", suite.gateway("my-erp", STORES, Set.of("feeder")),
                "stranger", suite.gateway("sam", Set.of("elsewhere"), Set.of("agent")),
                "operator", suite.gateway("olga", Set.of("*"), Set.of("admin")));
    }

    /** What is kept of one tour through a suite, in the order of its steps. */
    public static Examples through(RunningSuite suite) {
        Tour tour = new Tour(suite);
        tour.go();
        return Examples.of(tour.exchanges, suite.contract(), new Mask(tour.present));
    }

    private void go() {
        HttpServer hook = hook();
        known.put("hook", "http://127.0.0.1:" + hook.getAddress().getPort() + "/rapport");
        known.put("awake", present.awake());
        try {
            for (Step step : Script.read()) {
                switch (step) {
                    case Tell tell -> tell(tell);
                    case Spoil spoil -> spoil(spoil);
                    case Ask ask -> ask(ask);
                }
            }
        } finally {
            hook.stop(0);
        }
    }

    /** Where webhooks of the tour go. */
    private static HttpServer hook() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/rapport", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(Tell tell) {
        List<String> events = new ArrayList<>();
        for (Step.Told event : tell.events()) {
            ObjectNode data = (ObjectNode) json(present.fill(event.data(), known));
            events.add(lines.event(
                    "tour-" + ++told, event.type(), Instant.parse(present.instant(event.at())), payload -> payload.put(
                                    "sellerId", tell.seller())
                            .setAll(data)));
        }
        Answer answer = person("feeder")
                .send(
                        "POST",
                        "/api/v1/sellers/" + tell.seller() + "/inbound",
                        events.toString(),
                        "application/cloudevents-batch+json");
        if (answer.status() != 200
                || answer.json().findValuesAsText("status").stream().anyMatch("refused"::equals)) {
            throw new AssertionError(tell + " -> " + answer.text());
        }
    }

    /** It says nothing of when the order was placed. */
    private void spoil(Spoil spoil) {
        String line = lines.event(
                "tour-" + ++told, "order.placed", present.begin(), data -> data.put("sellerId", spoil.seller())
                        .put("orderId", "o-9"));
        try (RawFeeder feeder = new RawFeeder(suite.launcher().kafka())) {
            feeder.binary(line);
        }
    }

    private void ask(Ask ask) {
        Until until = ask.until();
        Exchange exchange;
        if (until == null) {
            exchange = exchange(ask);
        } else {
            exchange = await(ask.method() + " " + ask.path())
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> exchange(ask), seen -> seen.status() == ask.status() && isSo(until, seen.answer()));
        }
        if (exchange.status() != ask.status()) {
            throw new AssertionError("tour.txt: " + ask + "\n-> " + exchange.status() + " " + exchange.answer());
        }
        ask.keep().forEach((name, pointer) -> {
            JsonNode found = json(exchange.answer()).at(pointer);
            if (found.isMissingNode() || found.isNull()) {
                throw new AssertionError("tour.txt: " + ask + " has no " + pointer + ": " + exchange.answer());
            }
            known.put(name, found.asText());
        });
        exchanges.add(exchange);
    }

    private Exchange exchange(Ask ask) {
        String path = present.fill(ask.path(), known);
        String body = ask.body() == null ? null : present.fill(ask.body(), known);
        Answer answer = person(ask.who()).send(ask.method(), "/api/v1" + path, body, ask.contentType(), ask.headers());
        String type = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
        return new Exchange(
                ask.kept(),
                ask.method(),
                path,
                ask.headers(),
                ask.contentType(),
                body,
                answer.status(),
                type,
                answer.text());
    }

    private RestClient person(String who) {
        RestClient person = people.get(who);
        if (person == null) {
            throw new IllegalStateException("tour.txt: who is " + who + "?");
        }
        return person;
    }

    private static boolean isSo(Until until, String answer) {
        JsonNode found = json(answer).at(until.pointer());
        return until.value() == null
                ? !found.isMissingNode() && !found.isNull()
                : found.asText().equals(until.value());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
