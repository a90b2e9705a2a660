package dev.rapport.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the gateway that sends paths as they are written. */
public final class Client {

    /** A whole answer. */
    public record Answer(int status, MultiMap headers, Buffer body) {
        public JsonObject json() {
            return body.toJsonObject();
        }

        public @Nullable String code() {
            return "application/problem+json".equals(headers.get("content-type")) ? json().getString("code") : null;
        }
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final int port;

    public Client(Vertx vertx, int port) {
        this(vertx, port, HttpVersion.HTTP_1_1);
    }

    public Client(Vertx vertx, int port, HttpVersion version) {
        this(vertx, port, new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
    }

    private Client(Vertx vertx, int port, HttpClientOptions options) {
        this.vertx = vertx;
        this.port = port;
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(200));
    }

    /** One that takes little before it is asked to read. */
    public static Client thatTakesLittle(Vertx vertx, int port) {
        return new Client(vertx, port, new HttpClientOptions().setReceiveBufferSize(8 << 10));
    }

    public Answer get(String uri, @Nullable String token) {
        return send("GET", uri, token, Map.of(), null);
    }

    public Answer post(String uri, @Nullable String token, Buffer body) {
        return send("POST", uri, token, Map.of("content-type", "application/json"), body);
    }

    public Answer send(
            String method, String uri, @Nullable String token, Map<String, String> headers, @Nullable Buffer body) {
        return Behind.await(start(method, uri, token, headers, body));
    }

    /** The same without waiting. */
    public Future<Answer> start(
            String method, String uri, @Nullable String token, Map<String, String> headers, @Nullable Buffer body) {
        Promise<Answer> answer = Promise.promise();
        // On one event loop from the first step: a thread of the test may be so slow that the body has come and gone
        // before it is asked for.
        vertx.runOnContext(_ -> open(method, uri, token, headers)
                .compose(request -> body == null ? request.send() : request.send(body))
                .compose(response ->
                        response.body().map(all -> new Answer(response.statusCode(), response.headers(), all)))
                .onComplete(answer));
        return answer.future();
    }

    /** A request to be written piece by piece. */
    public Future<HttpClientRequest> open(
            String method, String uri, @Nullable String token, Map<String, String> headers) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(uri);
        headers.forEach(options::addHeader);
        if (token != null) {
            options.addHeader("authorization", "Bearer " + token);
        }
        return client.request(options);
    }

    public Future<Void> close() {
        return client.close();
    }
}
