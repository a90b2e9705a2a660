package dev.rapport.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import dev.rapport.gateway.Client.Answer;
import dev.rapport.gateway.GatewayProfile;
import dev.rapport.gateway.Tokens;
import dev.rapport.kit.access.Service;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 6: who did what to which seller, written down before it is done, never changed, read by admins. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class AuditIT {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger SELLERS = new AtomicInteger();
    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    @TestHTTPResource
    URI root;

    private final String seller = "audited-" + SELLERS.incrementAndGet();
    private final String path = "/api/v1/sellers/" + seller;
    private final Tokens tokens = Tokens.trusted();
    private final String admin = tokens.token(Set.of(seller), "admin", "viewer");
    private final Behind behind = new Behind(VERTX);
    private Client client;

    @BeforeEach
    void start() {
        client = new Client(VERTX, root.getPort());
    }

    @AfterEach
    void stop() {
        Behind.await(client.close());
        behind.close();
    }

    @Test
    void shouldTellWhoDidWhatByWhichRightAndHowItEnded() {
        behind.http(Service.MESSAGE, request -> request.body().onSuccess(_ -> request.response()
                .setStatusCode(201)
                .putHeader("location", path + "/conversations/c1/messages/m9")
                .end("{}")));
        Map<String, String> traced = Map.of(
                "content-type",
                "application/json",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Answer made = client.send(
                "POST", path + "/conversations/c1/replies", admin, traced, Buffer.buffer("{\"text\":\"Hello Ana\"}"));
        assertThat(made.status()).isEqualTo(201);
        client.get(path + "/conversations/c1", admin);
        client.post(path + "/conversations/c1/presence", admin, Buffer.buffer("{\"doing\":\"reading\"}"));

        JsonArray items = settled(1);
        JsonObject entry = items.getJsonObject(0);
        assertThat(entry.getString("sellerId")).isEqualTo(seller);
        assertThat(entry.getString("actor")).isEqualTo("agent-1");
        assertThat(entry.getJsonArray("roles")).containsExactly("admin");
        assertThat(entry.getString("action")).isEqualTo(actionOf("post", "/conversations/{conversationId}/replies"));
        assertThat(entry.getString("method")).isEqualTo("POST");
        assertThat(entry.getString("path"))
                .isEqualTo("/api/v1/sellers/{sellerId}/conversations/{conversationId}/replies");
        assertThat(entry.getJsonObject("ids")).isEqualTo(new JsonObject().put("conversationId", "c1"));
        assertThat(entry.getString("outcome")).isEqualTo("DONE");
        assertThat(entry.getInteger("status")).isEqualTo(201);
        assertThat(entry.getString("created")).isEqualTo(path + "/conversations/c1/messages/m9");
        assertThat(entry.getString("traceId")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(entry.getInstant("at")).isBeforeOrEqualTo(entry.getInstant("settledAt"));
        assertThat(items.encode()).doesNotContain("Ana");
    }

    @Test
    void shouldTellOfWhatWasRefusedByAServiceOrTheGatewayItselfAndOfNothingThatWasNeverLetIn() {
        behind.http(Service.MESSAGE, request -> request.response()
                .setStatusCode(422)
                .putHeader("content-type", "application/problem+json")
                .end("{}"));
        client.post(path + "/settled-outside", admin, Buffer.buffer("{}"));
        client.post(path + "/webhooks", admin, Buffer.buffer("{}"));
        // Nobody is there.
        client.send("PUT", path, admin, JSON, Buffer.buffer("{}"));
        client.post(path + "/settled-outside", tokens.token(Set.of(seller), "viewer"), Buffer.buffer("{}"));
        client.post(path + "/settled-outside", tokens.token(Set.of("other"), "admin"), Buffer.buffer("{}"));
        client.post(path + "/settled-outside", null, Buffer.buffer("{}"));

        JsonArray items = settled(3);
        assertThat(column(items, "outcome")).containsExactly("FAILED", "REFUSED", "REFUSED");
        assertThat(items.getJsonObject(0).getInteger("status")).isIn(502, 503);
    }

    @Test
    void shouldNotKnowHowItEndedWhenTheClientLeftBeforeTheAnswer() {
        List<Object> arrived = new CopyOnWriteArrayList<>();
        behind.http(Service.MESSAGE, request -> arrived.add(request));
        var unused = client.start("POST", path + "/settled-outside", admin, JSON, Buffer.buffer("{}"));
        await().atMost(PATIENCE).until(() -> !arrived.isEmpty());
        Behind.await(client.close());
        client = new Client(VERTX, root.getPort());

        await().atMost(PATIENCE).until(() -> entries("").size() == 1);
        JsonObject entry = entries("").getJsonObject(0);
        assertThat(entry.getString("outcome")).isEqualTo("UNKNOWN");
        assertThat(entry.getValue("status")).isNull();
    }

    /** The door does not open for what nobody would know of. */
    @Test
    void shouldRefuseWhatCannotBeWrittenDownAndPassOnWhatOnlyReads() throws SQLException {
        behind.echo();
        as("OWNER", "REVOKE INSERT ON audit_intent FROM rapport_worker");
        try {
            Answer refused = client.post(path + "/settled-outside", admin, Buffer.buffer("{}"));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("AUDIT_UNAVAILABLE");
            assertThat(refused.headers().get("retry-after")).isEqualTo("1");
            assertThat(behind.seen()).isEmpty();
            assertThat(client.get(path + "/conversations", admin).status()).isEqualTo(200);
        } finally {
            as("OWNER", "GRANT INSERT ON audit_intent TO rapport_worker");
        }
        assertThat(client.post(path + "/settled-outside", admin, Buffer.buffer("{}"))
                        .status())
                .isEqualTo(200);
        assertThat(column(settled(1), "outcome")).containsExactly("DONE");
    }

    /** A composer screens at every pause in typing; nobody wants to find a deed among those. */
    @Test
    void shouldNotTellOfWhatIsOnlyAsked() {
        behind.echo();
        for (String asked : List.of(
                "/screenings",
                "/score/simulations",
                "/care-rules/r1/preview",
                "/auto-replies/r1/preview",
                "/templates/t1/render")) {
            assertThat(client.post(path + asked, admin, Buffer.buffer("{}")).status())
                    .as(asked)
                    .isEqualTo(200);
        }
        client.post(path + "/settled-outside", admin, Buffer.buffer("{}"));
        assertThat(column(settled(1), "action")).containsExactly(actionOf("post", "/settled-outside"));
    }

    @Test
    void shouldHoldTheBodyBackUntilItIsWrittenDown() {
        behind.echo();
        Answer answer = client.post(path + "/settled-outside", admin, Buffer.buffer("x".repeat(200 << 10)));
        assertThat(answer.json().getInteger("bytes")).isEqualTo(200 << 10);
        settled(1);
    }

    @Test
    void shouldLetNobodyWhoWorksHereChangeOrRemoveAnything() throws SQLException {
        behind.echo();
        client.post(path + "/settled-outside", admin, Buffer.buffer("{}"));
        settled(1);
        for (String role : List.of("REST", "WORKER")) {
            for (String table : List.of("audit_intent", "audit_outcome")) {
                for (String attempt : List.of("UPDATE %s SET seller_id = 'x'", "DELETE FROM %s", "TRUNCATE %s")) {
                    assertThatThrownBy(() -> as(role, attempt.formatted(table)))
                            .as(role)
                            .hasMessageContaining("permission denied");
                }
            }
        }
        assertThat(count("REST", "SELECT count(*) FROM audit_intent"))
                .as("no seller set")
                .isZero();
        assertThatThrownBy(() -> as("WORKER", "SELECT * FROM audit_intent")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> as("REST", "SELECT audit_forget('1 second', 100)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void shouldForgetWhatIsOldAndNothingYoungerThanAMonth() throws SQLException {
        behind.echo();
        client.post(path + "/settled-outside", admin, Buffer.buffer("{}"));
        client.post(path + "/settled-outside", admin, Buffer.buffer("{}"));
        JsonArray both = settled(2);
        String old = both.getJsonObject(0).getString("auditId");
        as("OWNER", "UPDATE audit_intent SET at = now() - interval '31 days' WHERE audit_id = '" + old + "'");
        assertThat(count("WORKER", "SELECT audit_forget('365 days', 1000)")).isZero();
        assertThat(count("WORKER", "SELECT audit_forget('1 second', 1000)")).isEqualTo(1);
        assertThat(column(entries(""), "auditId"))
                .containsExactly(both.getJsonObject(1).getString("auditId"));
        assertThat(count("OWNER", "SELECT count(*) FROM audit_outcome WHERE audit_id = '" + old + "'"))
                .isZero();
    }

    @Test
    void shouldFilterAndPageWithoutMissingOrRepeating() {
        behind.echo();
        String agent = tokens.token(Set.of(seller), "agent");
        for (int i = 0; i < 7; i++) {
            client.post(path + "/conversations/c" + i + "/claim", agent, Buffer.buffer("{}"));
        }
        client.post(path + "/settled-outside", agent, Buffer.buffer("{}"));
        settled(8);
        String claim = actionOf("post", "/conversations/{conversationId}/claim");

        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (String next = ""; next != null; ) {
            JsonObject page = client.get(path + "/audit?limit=3&action=" + claim + cursor, admin)
                    .json();
            page.getJsonArray("items")
                    .forEach(item ->
                            seen.add(((JsonObject) item).getJsonObject("ids").getString("conversationId")));
            next = page.getString("next");
            cursor = "&cursor=" + next;
        }
        assertThat(seen).containsExactly("c6", "c5", "c4", "c3", "c2", "c1", "c0");
        assertThat(entries("?actor=agent-1")).hasSize(8);
        assertThat(entries("?actor=agent-2")).isEmpty();
        Instant fourth = entries("?action=" + claim).getJsonObject(3).getInstant("at");
        assertThat(entries("?from=" + fourth + "&action=" + claim)).hasSize(4);
        assertThat(entries("?to=" + fourth + "&action=" + claim)).hasSize(3);
        Answer other = client.get(
                path + "/audit?limit=3&actor=x" + cursorOf(client.get(path + "/audit?limit=3", admin)), admin);
        assertThat(other.code()).isEqualTo("BAD_CURSOR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "action=%00",
                "limit=0",
                "from=-999999999-01-01T00:00:00Z"
            })
    void shouldRefuseFiltersThatAreNone(String query) {
        assertThat(client.get(path + "/audit?" + query, admin).code()).isEqualTo("BAD_PARAMETER");
        if (!query.startsWith("limit")) {
            assertThat(client.get(path + "/audit.csv?" + query, admin).code()).isEqualTo("BAD_PARAMETER");
        }
    }

    @Test
    void shouldExportAllOfItAsATable() throws SQLException {
        behind.echo();
        client.post(path + "/conversations/c1/claim", tokens.token(Set.of(seller), "agent"), Buffer.buffer("{}"));
        settled(1);
        as("OWNER", """
                INSERT INTO audit_intent
                SELECT gen_random_uuid(), '%s', now() - i * interval '1 minute', '=cmd', '{admin}', 'A_b', 'POST', '/x', '{}', 't'
                  FROM generate_series(1, 2500) i
                """.formatted(seller));
        Answer table = client.get(path + "/audit.csv", admin);
        assertThat(table.headers().get("content-type")).startsWith("text/csv");
        List<String> lines = table.body().toString().lines().toList();
        assertThat(lines).hasSize(2_502).doesNotHaveDuplicates();
        assertThat(lines.getFirst()).startsWith("at,auditId,sellerId,actor,");
        assertThat(lines.get(1)).contains(",agent-1,agent,", ",conversationId=c1,DONE,200,");
        assertThat(lines.getLast()).contains(",'=cmd,admin,A_b,POST,/x,,UNKNOWN,,,,t");
        assertThat(client.get(path + "/audit.csv?actor=nobody", admin)
                        .body()
                        .toString()
                        .lines())
                .hasSize(1);
    }

    @Test
    void shouldShowItToAdminsOfTheSellerAndToOperatorsWhatNamedNone() {
        behind.echo();
        for (String role : List.of("viewer", "agent", "supervisor", "feeder")) {
            String token = tokens.token(Set.of(seller), role);
            assertThat(client.get(path + "/audit", token).code()).as(role).isEqualTo("ROLE_REQUIRED");
            assertThat(client.get(path + "/audit.csv", token).code()).as(role).isEqualTo("ROLE_REQUIRED");
            assertThat(client.get("/api/v1/audit", token).code()).as(role).isEqualTo("ROLE_REQUIRED");
        }
        String stranger = tokens.token(Set.of("other"), "admin");
        assertThat(client.get(path + "/audit", stranger).code()).isEqualTo("NOT_FOUND");

        client.post(path + "/conversations/c1/claim", admin, Buffer.buffer("{}"));
        client.post("/api/v1/saved-filters", admin, Buffer.buffer("{}"));
        settled(1);
        String mine = client.get("/api/v1/audit?limit=200", admin).body().toString();
        assertThat(mine).contains(seller).doesNotContain("saved-filters");
        assertThat(client.get("/api/v1/audit?limit=200", stranger).body().toString())
                .doesNotContain(seller);
        JsonArray all = client.get("/api/v1/audit?limit=200", tokens.token(Set.of("*"), "admin"))
                .json()
                .getJsonArray("items");
        assertThat(column(all, "path")).contains("/api/v1/saved-filters");
        assertThat(column(all, "sellerId")).contains(seller).containsNull();
    }

    /** Many at once: none is lost, and all of them are written by few commits. */
    @Test
    void shouldWriteDownAllOfManyAtOnce() {
        behind.echo();
        List<Integer> statuses = IntStream.range(0, 200)
                .mapToObj(i -> client.start(
                        "POST", path + "/conversations/c" + i + "/claim", admin, JSON, Buffer.buffer("{}")))
                .toList()
                .stream()
                .map(answer -> Behind.await(answer).status())
                .toList();
        // What finds no place at the service is refused, and was going to be done all the same.
        assertThat(statuses).isSubsetOf(200, 503);
        JsonArray all = settled(200);
        assertThat(all.stream()
                        .map(item -> ((JsonObject) item).getJsonObject("ids").getString("conversationId")))
                .doesNotHaveDuplicates()
                .hasSize(200);
    }

    /** Once as many are there and all of them have ended. */
    private JsonArray settled(int count) {
        await().atMost(PATIENCE)
                .until(() -> entries("?limit=200").stream()
                                .filter(item -> ((JsonObject) item).getValue("status") != null)
                                .count()
                        == count);
        JsonArray found = entries("?limit=200");
        assertThat(found).hasSize(count);
        return found;
    }

    private JsonArray entries(String query) {
        Answer answer = client.get(path + "/audit" + query, admin);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("items");
    }

    private static List<Object> column(JsonArray items, String name) {
        List<Object> values = new ArrayList<>();
        items.forEach(item -> values.add(((JsonObject) item).getValue(name)));
        return values;
    }

    private static String cursorOf(Answer page) {
        return "&cursor="
                + (page.json().getString("next") == null ? "AAAA" : page.json().getString("next"));
    }

    private String actionOf(String method, String below) {
        return client.get("/openapi", null)
                .json()
                .getJsonObject("paths")
                .getJsonObject("/api/v1/sellers/{sellerId}" + below)
                .getJsonObject(method)
                .getString("operationId");
    }

    private static void as(String role, String statement) throws SQLException {
        try (Connection connection = connect(role);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static long count(String role, String query) throws SQLException {
        try (Connection connection = connect(role);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** @param role OWNER, REST or WORKER */
    private static Connection connect(String role) throws SQLException {
        var config = ConfigProvider.getConfig();
        String login = "RAPPORT_DB_" + role.toUpperCase(Locale.ROOT);
        return DriverManager.getConnection(
                config.getValue("RAPPORT_DB_URL", String.class),
                config.getValue(login, String.class),
                config.getValue(login + "_PASSWORD", String.class));
    }
}
