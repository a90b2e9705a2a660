package dev.rapport.message.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MSG-08 through the real service: the shipped library, a seller's own, versions, variables, usage. */
@QuarkusTest
@QuarkusTestResource(MessageServers.class)
class TemplatesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics();

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldKeepEveryVersionOfASellersOwnOverTheShippedOne() {
        Shop shop = new Shop("library");
        shop.get("/templates?limit=200")
                .then()
                .statusCode(200)
                .body("items.templateId", hasItem("welcome"))
                .body("items.find { it.templateId == 'welcome' }.shipped", equalTo(true));
        assertThat(shop.get("/templates?limit=200&language=zh").<List<String>>path("items.templateId"))
                .hasSizeGreaterThanOrEqualTo(70);
        assertThat(shop.get("/templates?limit=3").<String>path("next")).isNotNull();
        shop.get("/templates?scene=NONE").then().statusCode(400).body("code", equalTo("BAD_PARAMETER"));

        put(shop, supervisor(shop), "welcome", "Hello {{buyer.name}}, how can we help?")
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("shipped", equalTo(false))
                .body("variables", equalTo(List.of("buyer.name")));
        put(shop, supervisor(shop), "welcome", "Hello").then().statusCode(428);
        put(shop, supervisor(shop).header("If-Match", "\"1\""), "welcome", "Good day {{buyer.name}}")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        shop.get("/templates/welcome/versions").then().body("items.version", equalTo(List.of(2, 1)));
        supervisor(shop)
                .header("If-Match", "\"2\"")
                .delete("/api/v1/sellers/library/templates/welcome")
                .then()
                .statusCode(204);
        shop.get("/templates/welcome").then().body("shipped", equalTo(true));
        put(shop, shop.as("ana", "agent"), "welcome", "Hello").then().statusCode(403);
    }

    @Test
    void shouldRefuseATextThatCouldNotBeSent() {
        Shop shop = new Shop("faulty");
        put(shop, supervisor(shop), "t1", "Dear {{buyer.nmae}}")
                .then()
                .statusCode(422)
                .body("code", equalTo("UNKNOWN_VARIABLE"))
                .body("rule", equalTo("MSG-08"));
        put(shop, supervisor(shop), "t1", "Dear {{buyer.name")
                .then()
                .statusCode(422)
                .body("code", equalTo("TEMPLATE_FAULTY"));
        put(shop, supervisor(shop), "t1", "Write to me@shop.com")
                .then()
                .statusCode(422)
                .body("code", equalTo("TEXT_BLOCKED"));
        add(shop, Map.of("texts", Map.of("english", "Hello")))
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID"));
    }

    @Test
    void shouldFillInWhatIsKnownOfTheCaseAndCountWhatGoesOut() {
        Shop shop = new Shop("filled");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        topics.tell("e-", List.of(shop.asked("c1", "m1", now.minusSeconds(60))));
        await().atMost(PATIENCE).until(() -> shop.get("/conversations/c1").statusCode() == 200);
        add(
                        shop,
                        Map.of(
                                "templateId",
                                "mine",
                                "texts",
                                Map.of(
                                        "es", "Hola {{buyer.name}}, su pedido {{order.id}} sale el {{shipping.date}}.",
                                        "en", "Hello {{buyer.name}}, order {{order.id}} leaves on {{shipping.date}}.")))
                .then()
                .statusCode(201)
                .header("Location", equalTo("/api/v1/sellers/filled/templates/mine"));

        render(shop, Map.of("conversationId", "c1"))
                .then()
                .statusCode(422)
                .body("code", equalTo("VALUE_MISSING"))
                .body("violations.field", equalTo(List.of("variables.shipping.date")));
        render(shop, Map.of("conversationId", "c1", "variables", Map.of("shipping.dat", "x")))
                .then()
                .statusCode(422)
                .body("code", equalTo("UNKNOWN_VARIABLE"));
        render(shop, Map.of("language", "fr")).then().statusCode(422).body("code", equalTo("NO_TEXT_IN_LANGUAGE"));
        render(shop, Map.of("conversationId", "c1", "variables", Map.of("shipping.date", "lunes")))
                .then()
                .statusCode(200)
                .body("language", equalTo("es"))
                .body("text", equalTo("Hola Ana, su pedido o1 sale el lunes."));
        shop.get("/templates/mine").then().body("used", equalTo(0));

        reply(shop, Map.of("templateId", "mine", "variables", Map.of("shipping.date", "lunes")))
                .then()
                .statusCode(201)
                .body("text", equalTo("Hola Ana, su pedido o1 sale el lunes."));
        reply(shop, Map.of("templateId", "none")).then().statusCode(404);
        reply(shop, Map.of("text", "Hello", "templateId", "mine"))
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID"));
        shop.get("/templates/mine").then().body("used", equalTo(1));
    }

    private static RequestSpecification supervisor(Shop shop) {
        return shop.as("sue", "supervisor");
    }

    private static Response put(Shop shop, RequestSpecification as, String template, String text) {
        return as.contentType(ContentType.JSON)
                .body(Map.of("texts", Map.of("en", text)))
                .put("/api/v1/sellers/" + shop.sellerId() + "/templates/" + template);
    }

    private static Response add(Shop shop, Map<String, ?> body) {
        return supervisor(shop)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/sellers/" + shop.sellerId() + "/templates");
    }

    private static Response render(Shop shop, Map<String, ?> body) {
        return shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/sellers/" + shop.sellerId() + "/templates/mine/render");
    }

    private static Response reply(Shop shop, Map<String, ?> body) {
        return shop.as("ana", "agent")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/sellers/" + shop.sellerId() + "/conversations/c1/replies");
    }
}
