package dev.rapport.gateway.door;

import dev.rapport.events.Contract;
import dev.rapport.events.EventType;
import dev.rapport.kit.access.OpenPaths;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The open documents: {@code /} (landing page), {@code /schemas/{type}} (JSON Schema of an event's data), {@code /asyncapi} (the
 * topics), {@code /openapi} (the REST interface), {@code /reference} (the same to read). All are read once, at start, and change only with the version of the suite.
 */
@ApplicationScoped
public class Door implements OpenPaths {

    private static final Set<String> HEALTH =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well");
    private static final String A_WHILE = "public, max-age=300";

    private final Map<String, Document> documents = new LinkedHashMap<>();

    public Door() {
        documents.put("/", LandingPage.document());
        JsonObject openApi = ApiDocument.ofServices();
        put("/openapi", openApi.encodePrettily().getBytes(StandardCharsets.UTF_8), "application/json");
        documents.put("/reference", ReferencePage.document(openApi));
        put("/asyncapi", Contract.asyncApi(), "application/yaml");
        for (EventType type : EventType.values()) {
            put("/schemas/" + type.wireName(), Contract.schema(type), "application/schema+json");
        }
    }

    private void put(String path, byte[] content, String type) {
        documents.put(path, new Document(content, type, Map.of(HttpHeaders.CACHE_CONTROL.toString(), A_WHILE)));
    }

    @Override
    public boolean contains(String rawPath) {
        return documents.containsKey(rawPath) || HEALTH.contains(rawPath);
    }

    void register(@Observes Router router) {
        documents.forEach(
                (path, document) -> router.route().path(path).handler(context -> show(context, path, document)));
    }

    private static void show(RoutingContext context, String path, Document document) {
        // The router is lenient about slashes at the end; the door is not.
        if (!path.equals(context.request().path())) {
            context.next();
            return;
        }
        HttpMethod method = context.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Refusals.end(context, Problem.of(CommonProblem.METHOD_NOT_ALLOWED));
            return;
        }
        context.request().resume();
        var response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, document.type());
        document.headers().forEach(response::putHeader);
        if (method == HttpMethod.HEAD) {
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH,
                    Integer.toString(document.buffer().length()));
            response.end();
        } else {
            response.end(document.buffer());
        }
    }
}
