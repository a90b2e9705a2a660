package dev.rapport.gateway.door;

import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.AccessTable.Route;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each operation is called in the OpenAPI document. */
@Singleton
public class Operations {

    private final Map<String, String> ids = new ConcurrentHashMap<>();

    void learn(JsonObject document) {
        Map<String, String> found = new HashMap<>();
        JsonObject paths = document.getJsonObject("paths");
        for (Route route : AccessTable.routes()) {
            JsonObject operation = paths.getJsonObject(AccessTable.ROOT + route.template(), new JsonObject())
                    .getJsonObject(route.method().toLowerCase(Locale.ROOT));
            if (operation != null) {
                found.put(key(route), operation.getString("operationId"));
            }
        }
        ids.putAll(found);
    }

    /** The {@code operationId} of a route; method and path of one that the document does not have. */
    public String idOf(Route route) {
        return ids.getOrDefault(key(route), key(route));
    }

    private static String key(Route route) {
        return route.method() + ' ' + route.template();
    }
}
