package dev.rapport.gateway.live;

import dev.rapport.gateway.Behind;
import dev.rapport.gateway.Client;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A client of a live stream, as a browser's EventSource reads one. */
final class Watcher {

    /** One event. */
    record Seen(String id, String name, JsonObject data) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final HttpClientResponse response;
    private final StringBuilder text = new StringBuilder();
    private volatile String lastId = "";
    private volatile boolean ended;

    private Watcher(HttpClientResponse response) {
        this.response = response;
    }

    static Watcher open(Client client, String uri, String token, @Nullable String lastEventId) {
        Map<String, String> headers = new HashMap<>(Map.of("accept", "text/event-stream"));
        if (lastEventId != null) {
            headers.put("Last-Event-ID", lastEventId);
        }
        return Behind.await(client.open("GET", uri, token, headers)
                .compose(HttpClientRequest::send)
                .map(response -> {
                    Watcher watcher = new Watcher(response);
                    response.handler(piece -> watcher.take(piece.toString()));
                    response.endHandler(_ -> watcher.ended = true);
                    response.exceptionHandler(_ -> watcher.ended = true);
                    return watcher;
                }));
    }

    HttpClientResponse response() {
        return response;
    }

    /** All events so far, in order. */
    List<Seen> seen() {
        return seen;
    }

    /** The names of all events so far. */
    List<String> names() {
        return seen.stream().map(Seen::name).toList();
    }

    /** What would be sent as Last-Event-ID. */
    String lastId() {
        return lastId;
    }

    boolean ended() {
        return ended;
    }

    boolean has(String name) {
        return names().contains(name);
    }

    void leave() {
        Behind.await(response.request().connection().close());
    }

    private void take(String piece) {
        text.append(piece);
        for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
            block(text.substring(0, end));
            text.delete(0, end + 2);
        }
    }

    private void block(String block) {
        String name = "message";
        String data = "";
        for (String line : block.split("\n", -1)) {
            if (line.startsWith("id: ")) {
                lastId = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            }
        }
        if (!data.isEmpty()) {
            seen.add(new Seen(lastId, name, new JsonObject(data)));
        }
    }
}
