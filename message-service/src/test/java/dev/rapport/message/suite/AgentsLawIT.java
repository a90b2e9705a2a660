package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.InboundEvent.ViolationReported;
import dev.rapport.events.MessageFact.ConversationEscalated;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.MessageFact.SendingFrozen;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.RapportEvent;
import dev.rapport.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fifty agents at once, forty requests each at random, on 200 conversations of four sellers, while buyers write and other terminals answer
 * over Kafka and strikes are reported: no turn is answered twice, no strike and no attempt is lost, no message is without its fact, and
 * every clock shown is that of a model that read the facts one after the other. One seller is frozen early: from the first 423 on nothing
 * more of it leaves. The seed decides what everybody does, not who comes first.
 */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class AgentsLawIT {

    private static final int AGENTS = 50;
    private static final int REQUESTS = 40;
    private static final int CONVERSATIONS = 50;
    private static final int STRIKES = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration IN_THE_QUEUE = Duration.ofSeconds(15);
    private static final long SEED = Long.getLong("rapport.seed", System.nanoTime());

    /** The last is frozen once a sixth of the requests are done. */
    private static final List<Shop> SHOPS =
            List.of(new Shop("law-1"), new Shop("law-2"), new Shop("law-amazon"), new Shop("law-frozen"));

    /** A stale version, somebody else's, nobody waits, blocked, frozen: all of them answers. */
    private static final Set<Integer> ANSWERS = Set.of(200, 201, 409, 412, 422, 423);

    private final Topics topics = new Topics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final AtomicInteger sentAway = new AtomicInteger();
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> buyersWrote = new HashMap<>();
    private final Map<String, Integer> othersWrote = new HashMap<>();

    /** @param begun and {@code ended}: nanoseconds of this machine's clock, around the request */
    private record Done(
            Shop shop, String conversation, String what, int status, JsonNode body, long begun, long ended) {}

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldComeToWhatASequentialReaderOfTheLogComesTo() throws Exception {
        System.out.printf("[law] seed %d%n", SEED);
        topics.profile(SHOPS.get(2), "amazon");
        for (Shop shop : SHOPS) {
            topics.tell("first-", firstMessages(shop));
            await().atMost(PATIENCE).until(() -> Database.rowsSeenBy(shop.sellerId(), "conversation") == CONVERSATIONS);
        }

        work();

        for (Shop shop : SHOPS) {
            settle(shop);
            check(shop);
        }
    }

    private List<RapportEvent> firstMessages(Shop shop) {
        List<RapportEvent> first = new ArrayList<>();
        for (int c = 0; c < CONVERSATIONS; c++) {
            first.add(shop.asked("c" + c, "first", seconds().minusSeconds(60)));
        }
        buyersWrote.put(shop.sellerId(), CONVERSATIONS);
        return first;
    }

    private void work() throws Exception {
        try (var agents = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int a = 0; a < AGENTS; a++) {
                int agent = a;
                all.add(() -> {
                    try {
                        workAs(agent);
                    } finally {
                        gone.incrementAndGet();
                    }
                    return null;
                });
            }
            all.add(() -> {
                writeFromElsewhere();
                return null;
            });
            for (Future<Void> one : agents.invokeAll(all)) {
                one.get();
            }
        }
        Map<String, Long> came = done.stream()
                .collect(
                        Collectors.groupingBy(one -> one.what + " " + one.status, TreeMap::new, Collectors.counting()));
        System.out.printf("[law] %s, sent away %d, written elsewhere %d%n", came, sentAway.get(), told.get());
        assertThat(done).hasSize(AGENTS * REQUESTS).allMatch(one -> ANSWERS.contains(one.status));
    }

    private void workAs(int agent) throws IOException, InterruptedException {
        Random random = new Random(SEED * 31 + agent);
        String name = "agent-" + agent;
        String token =
                Tokens.of(name, SHOPS.stream().map(Shop::sellerId).collect(Collectors.toSet()), "agent", "supervisor");
        for (int i = 0; i < REQUESTS; i++) {
            Shop shop = SHOPS.get(random.nextInt(SHOPS.size()));
            // A few are wanted by everybody.
            String conversation = "c" + (random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(CONVERSATIONS));
            String tag = random.nextBoolean() ? tag(token, shop, conversation) : null;
            String text = "Answer %d of %s: your parcel of order o1 is in Madrid.".formatted(i, name);
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> act(token, shop, conversation, "claim", tag, null);
                case 3 -> act(token, shop, conversation, "release", tag, null);
                case 4, 5, 6 -> act(token, shop, conversation, "handle", tag, null);
                case 7 -> act(token, shop, conversation, "read", tag, null);
                case 8 -> act(token, shop, conversation, "escalate", null, null);
                case 9 -> act(token, shop, conversation, "replies", null, text + " Write to me@example.com.");
                default -> act(token, shop, conversation, "replies", tag, text);
            }
        }
    }

    private @Nullable String tag(String token, Shop shop, String conversation)
            throws IOException, InterruptedException {
        HttpRequest get = request(token, shop, "/conversations/" + conversation).build();
        return taken(get).headers().firstValue("ETag").orElseThrow();
    }

    /** Whoever is told that there is no room now comes again, as agents' consoles do; nothing was done then. */
    private HttpResponse<String> taken(HttpRequest request) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 503) {
                return answer;
            }
            sentAway.incrementAndGet();
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private void act(
            String token, Shop shop, String conversation, String what, @Nullable String tag, @Nullable String text)
            throws IOException, InterruptedException {
        String body = text == null ? "" : json.writeValueAsString(Map.of("text", text));
        HttpRequest.Builder post = request(token, shop, "/conversations/" + conversation + "/" + what)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (tag != null) {
            post.header("If-Match", tag);
        }
        long begun = System.nanoTime();
        HttpResponse<String> answer = taken(post.build());
        long ended = System.nanoTime();
        JsonNode read = answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
        done.add(new Done(shop, conversation, what, answer.statusCode(), read, begun, ended));
    }

    /** Buyers, other terminals and the marketplace, as long as agents are at work. */
    private void writeFromElsewhere() {
        Random random = new Random(SEED);
        int strikes = 0;
        while (gone.get() < AGENTS) {
            Shop shop = SHOPS.get(random.nextInt(SHOPS.size()));
            String conversation = "c" + (random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(CONVERSATIONS));
            int n = told.incrementAndGet();
            // Some of them are late.
            Instant at = seconds().minusSeconds(random.nextInt(4));
            boolean fromBuyer = random.nextInt(4) > 0;
            topics.tell(
                    "w-" + n + "-",
                    List.of(
                            fromBuyer
                                    ? shop.asked(conversation, "m" + n, at)
                                    : shop.answered(conversation, "m" + n, at, random.nextBoolean())));
            (fromBuyer ? buyersWrote : othersWrote).merge(shop.sellerId(), 1, Integer::sum);
            int due = Math.min(STRIKES, done.size() * 2 * STRIKES / (AGENTS * REQUESTS));
            for (; strikes < due; strikes++) {
                strike(strikes);
            }
        }
        for (; strikes < STRIKES; strikes++) {
            strike(strikes);
        }
    }

    /** Three of the last seller first, then two of each other. */
    private void strike(int number) {
        Shop struck = SHOPS.get(number < 3 ? 3 : (number - 3) / 2);
        topics.tell("v" + number, List.of(report(struck, "v" + number)));
    }

    private static ViolationReported report(Shop shop, String id) {
        return new ViolationReported(shop.sellerId(), id, null, "contact-details", seconds());
    }

    private long written(Shop shop) {
        return buyersWrote.getOrDefault(shop.sellerId(), 0) + othersWrote.getOrDefault(shop.sellerId(), 0);
    }

    private List<Done> done(Shop shop, String what, int status) {
        return done.stream()
                .filter(one -> one.shop.equals(shop) && one.what.equals(what) && one.status == status)
                .toList();
    }

    /** Until all that was written is stored and all that follows from it is on the log. */
    private void settle(Shop shop) {
        String seller = shop.sellerId();
        long replies = done(shop, "replies", 201).size();
        int strikes = seller.equals("law-frozen") ? 3 : 2;
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Database.rowsSeenBy(seller, "message")).isEqualTo(written(shop) + replies);
            assertThat(topics.about(seller, MessageSent.class, Topic.MESSAGES))
                    .hasSize((int) replies + othersWrote.getOrDefault(seller, 0));
            assertThat(topics.about(seller, PolicyViolated.class, Topic.MESSAGES))
                    .filteredOn(PolicyViolated::strike)
                    .hasSize(strikes);
            assertThat(topics.about(seller, DispatchRequested.class, Topic.OUTBOUND))
                    .hasSize((int) replies);
        });
    }

    private void check(Shop shop) throws IOException, InterruptedException {
        String seller = shop.sellerId();
        List<RapportEvent> facts = topics.about(seller, Topic.MESSAGES).stream()
                .map(one -> one.event())
                .toList();
        Map<String, ReplayedTurns> replayed = replay(shop, facts);
        assertThat(only(facts, MessageSent.class)).doesNotHaveDuplicates();
        assertThat(only(facts, MessageSent.class).stream().map(MessageSent::messageId))
                .containsAll(done(shop, "replies", 201).stream()
                        .map(one -> one.body.path("messageId").asText())
                        .toList());
        assertThat(topics.about(seller, DispatchRequested.class, Topic.OUTBOUND).stream()
                        .map(DispatchRequested::dispatchId))
                .containsExactlyInAnyOrderElementsOf(done(shop, "replies", 201).stream()
                        .map(one -> one.body.path("delivery").path("dispatchId").asText())
                        .toList());
        // A turn that was closed is a request that was answered with 200, and the other way round.
        assertThat(only(facts, TurnAnswered.class).stream().filter(TurnAnswered::handled))
                .hasSameSizeAs(done(shop, "handle", 200));
        assertThat(only(facts, ConversationEscalated.class).stream()
                        .filter(fact -> fact.step().equals("FACTS")))
                .hasSize(done(shop, "escalate", 200).size()
                        + done(shop, "escalate", 201).size());
        assertThat(only(facts, SendingFrozen.class)).hasSize(seller.equals("law-frozen") ? 1 : 0);
        checkStrikes(shop);
        checkFreeze(shop);
        String token = Tokens.of("ana", Set.of(seller), "agent");
        for (int c = 0; c < CONVERSATIONS; c++) {
            HttpRequest get = request(token, shop, "/conversations/c" + c).build();
            JsonNode shown = json.readTree(
                    client.send(get, HttpResponse.BodyHandlers.ofString()).body());
            checkShown(shown, replayed.getOrDefault("c" + c, new ReplayedTurns(rules(shop))));
        }
    }

    private void checkStrikes(Shop shop) {
        var strikes = shop.get("/strikes?limit=200");
        List<String> sources = strikes.path("items.source");
        long reported =
                sources.stream().filter(source -> !source.equals("attempt")).count();
        assertThat(reported).isEqualTo(shop.sellerId().equals("law-frozen") ? 3 : 2);
        assertThat(sources.stream().filter(source -> source.equals("attempt")))
                .hasSameSizeAs(done(shop, "replies", 422));
    }

    /** MSG-11: whoever asks after somebody was told that sending is frozen is told the same; no other seller's agents ever are. */
    private void checkFreeze(Shop shop) {
        List<Done> refused = done(shop, "replies", 423);
        if (!shop.sellerId().equals("law-frozen")) {
            assertThat(refused).isEmpty();
            return;
        }
        assertThat(refused).isNotEmpty();
        // Compared by their distance, as nanoTime asks for.
        Done first = refused.stream()
                .min((one, other) -> Long.signum(one.ended - other.ended))
                .orElseThrow();
        assertThat(done.stream().filter(one -> one.shop.equals(shop) && one.what.equals("replies")))
                .filteredOn(one -> one.begun - first.ended > 0)
                .isNotEmpty()
                .allMatch(one -> one.status == 423);
    }

    private static Map<String, ReplayedTurns> replay(Shop shop, List<RapportEvent> facts) {
        Map<String, ReplayedTurns> replayed = new HashMap<>();
        for (RapportEvent fact : facts) {
            String conversation =
                    switch (fact) {
                        case TurnOpened turn -> turn.conversationId();
                        case TurnResponded turn -> turn.conversationId();
                        case TurnAnswered turn -> turn.conversationId();
                        case MessageSent message -> message.conversationId();
                        default -> null;
                    };
            if (conversation != null) {
                replayed.computeIfAbsent(conversation, _ -> new ReplayedTurns(rules(shop)))
                        .read(fact);
            }
        }
        return replayed;
    }

    private static ReplayedTurns.Rules rules(Shop shop) {
        return shop.sellerId().equals("law-amazon") ? ReplayedTurns.Rules.AMAZON : ReplayedTurns.Rules.ALIEXPRESS;
    }

    private void checkShown(JsonNode shown, ReplayedTurns replayed) {
        JsonNode turn = shown.path("turn");
        TurnOpened opened = replayed.turn();
        assertThat(turn.path("turnId").asText()).isEqualTo(opened == null ? "" : opened.turnId());
        assertThat(instant(turn.path("respondedAt"))).isEqualTo(replayed.respondedAt());
        assertThat(instant(turn.path("answeredAt"))).isEqualTo(replayed.answeredAt());
        String status = shown.path("status").asText();
        assertThat(replayed.waits()).isEqualTo(Set.of("UNREAD", "PENDING").contains(status));
        if (!replayed.waits()) {
            assertThat(status).isEqualTo(replayed.handled() ? "HANDLED" : "REPLIED");
        }
        JsonNode triage = shown.path("triage");
        String quadrant =
                triage.path("urgency").asText() + "_" + triage.path("value").asText();
        List<ReplayedTurns.Expected> clocks = new ArrayList<>();
        for (JsonNode clock : shown.path("clocks")) {
            JsonNode by = clock.path("metBy");
            clocks.add(new ReplayedTurns.Expected(
                    clock.path("name").asText(),
                    Instant.parse(clock.path("dueAt").asText()),
                    instant(clock.path("metAt")),
                    by.isTextual() ? by.asText() : null));
        }
        assertThat(clocks).as("clocks of %s", shown.path("conversationId")).isEqualTo(replayed.clocks(quadrant));
        checkNobodyIsForgotten(shown, replayed);
    }

    /**
     * Whoever wrote well after the last that the seller said or closed is waiting. Well after: what comes in while an agent's request
     * waits for its place belongs to the turn that the request answers.
     */
    private static void checkNobodyIsForgotten(JsonNode shown, ReplayedTurns replayed) {
        Instant lastOfSeller = Instant.EPOCH;
        Instant lastOfBuyer = Instant.EPOCH;
        for (JsonNode message : shown.path("messages")) {
            Instant at = Instant.parse(message.path("sentAt").asText());
            if (message.path("author").asText().equals("buyer")) {
                lastOfBuyer = at.isAfter(lastOfBuyer) ? at : lastOfBuyer;
            } else {
                lastOfSeller = at.isAfter(lastOfSeller) ? at : lastOfSeller;
            }
        }
        Instant answered = replayed.answeredAt();
        Instant since = answered == null || lastOfSeller.isAfter(answered) ? lastOfSeller : answered;
        if (lastOfBuyer.minus(IN_THE_QUEUE).isAfter(since)) {
            assertThat(replayed.waits()).isTrue();
        }
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.asText()) : null;
    }

    private static <T extends RapportEvent> List<T> only(List<RapportEvent> facts, Class<T> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static HttpRequest.Builder request(String token, Shop shop, String path) {
        return HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + RestAssured.port + "/api/v1/sellers/" + shop.sellerId() + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60));
    }

    private static Instant seconds() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
