package dev.rapport.message.suite;

import static io.restassured.RestAssured.given;

import dev.rapport.events.Buyer;
import dev.rapport.events.InboundEvent.BuyerMessageReceived;
import dev.rapport.events.InboundEvent.SellerMessageObserved;
import dev.rapport.events.Kind;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One seller of a test, what happens at it, and its agents. Ids are the test's own, for the servers are shared. */
record Shop(String sellerId) {

    BuyerMessageReceived asked(String conversation, String message, Instant at) {
        return asked(conversation, message, Kind.AFTER_SALE, at);
    }

    BuyerMessageReceived asked(String conversation, String message, Kind kind, Instant at) {
        var buyer = new Buyer("b-" + conversation, "Ana", "ES", "es");
        return new BuyerMessageReceived(
                sellerId, conversation, message, kind, buyer, "¿Dónde está mi pedido?", at, null, "o1");
    }

    SellerMessageObserved answered(String conversation, String message, Instant at, boolean automatic) {
        return answered(conversation, message, at, automatic, "It is on its way, message " + message, null);
    }

    SellerMessageObserved answered(
            String conversation,
            String message,
            Instant at,
            boolean automatic,
            String text,
            @Nullable String dispatchId) {
        return new SellerMessageObserved(
                sellerId,
                conversation,
                message,
                Kind.AFTER_SALE,
                Buyer.of("b-" + conversation),
                text,
                at,
                automatic,
                null,
                dispatchId);
    }

    RequestSpecification as(String agentId, String... roles) {
        return given().header("Authorization", "Bearer " + Tokens.of(agentId, Set.of(sellerId), roles));
    }

    /** An agent reads a path below the seller's. */
    Response get(String path) {
        return as("ana", "agent").get("/api/v1/sellers/" + sellerId + path);
    }

    Response reply(String conversation, String text) {
        return reply(as("ana", "agent"), conversation, text);
    }

    Response reply(RequestSpecification request, String conversation, String text) {
        return request.contentType(ContentType.JSON)
                .body(java.util.Map.of("text", text))
                .post("/api/v1/sellers/" + sellerId + "/conversations/" + conversation + "/replies");
    }

    Response post(String contentType, String body) {
        return as("erp", "feeder")
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(contentType, ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType)
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/sellers/" + sellerId + "/inbound");
    }
}
