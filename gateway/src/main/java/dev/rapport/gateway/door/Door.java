package dev.rapport.gateway.door;

import dev.rapport.events.Contract;
import dev.rapport.events.EventType;
import dev.rapport.kit.access.OpenPaths;
import dev.rapport.kit.http.Refusals;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is open: the console at {@code /}, its addresses and its files, or the landing page in its place where the gateway was built
 * without it; {@code /interfaces} (that landing page), {@code /schemas/{type}} (JSON Schema of an event's data), {@code /asyncapi} (the
 * topics), {@code /openapi} (the REST interface), {@code /reference} (the same to read). All are read once, at start, and change only
 * with the version of the suite.
 */
@ApplicationScoped
public class Door implements OpenPaths {

    private static final Set<String> HEALTH =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well");
    private static final String A_WHILE = "public, max-age=300";

    private final Map<String, Document> documents = new LinkedHashMap<>();

    /** Read once, however many instances a proxy makes. */
    private static final Console CONSOLE = Console.built();

    @Inject
    public Door(Operations operations) {
        documents.put("/interfaces", LandingPage.document());
        if (!CONSOLE.isThere()) {
            documents.put("/", LandingPage.document());
        }
        JsonObject openApi = ApiDocument.ofServices();
        operations.learn(openApi);
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
        return documents.containsKey(rawPath) || HEALTH.contains(rawPath) || CONSOLE.at(rawPath) != null;
    }

    void register(@Observes Router router) {
        documents.forEach(
                (path, document) -> router.route().path(path).handler(context -> show(context, path, document)));
        if (CONSOLE.isThere()) {
            router.route().handler(this::showConsole);
        }
    }

    private void showConsole(RoutingContext context) {
        Console.File file = CONSOLE.at(context.request().path());
        if (file == null) {
            context.next();
            return;
        }
        if (refusedMethod(context)) {
            return;
        }
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        var response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        file.headers().forEach(response::putHeader);
        if (accepted != null && accepted.contains("br")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "br");
            end(context, file.brotli());
        } else if (accepted != null && accepted.contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            end(context, file.gzip());
        } else {
            end(context, file.plain());
        }
    }

    private static void show(RoutingContext context, String path, Document document) {
        // The router is lenient about slashes at the end; the door is not.
        if (!path.equals(context.request().path())) {
            context.next();
            return;
        }
        if (refusedMethod(context)) {
            return;
        }
        var response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, document.type());
        document.headers().forEach(response::putHeader);
        end(context, document.buffer());
    }

    private static boolean refusedMethod(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            return false;
        }
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        Refusals.end(context, Problem.of(CommonProblem.METHOD_NOT_ALLOWED));
        return true;
    }

    private static void end(RoutingContext context, Buffer content) {
        context.request().resume();
        if (context.request().method() == HttpMethod.HEAD) {
            context.response().putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
            context.response().end();
        } else {
            context.response().end(content);
        }
    }
}
