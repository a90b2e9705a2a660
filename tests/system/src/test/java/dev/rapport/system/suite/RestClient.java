package dev.rapport.system.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A user of the REST interface with one token, or with none. */
public final class RestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final @Nullable String token;
    private final @Nullable ApiContract contract;

    /** @param contract what every answer below {@code /api/v1} is held against; null at a service's own port, which has no document */
    RestClient(URI base, @Nullable String token, @Nullable ApiContract contract) {
        this.base = base;
        this.token = token;
        this.contract = contract;
    }

    /**
     * An answer, whatever its status.
     *
     * @param status HTTP status
     * @param headers as they came
     * @param text body
     */
    public record Answer(int status, HttpHeaders headers, String text) {
        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON with status " + status + ": " + text, e);
            }
        }

        /** The problem's code; empty when there is none. */
        public String code() {
            return text.startsWith("{") ? json().path("code").asText("") : "";
        }
    }

    /** GET a path below the root. */
    public Answer get(String path) {
        return send("GET", path, null, "application/json");
    }

    /** POST JSON to a path below the root. */
    public Answer post(String path, String body) {
        return send("POST", path, body, "application/json");
    }

    /** Any request with or without a body. */
    public Answer send(String method, String path, @Nullable String body, String contentType) {
        return send(method, path, body, contentType, Map.of());
    }

    /** Any request, with headers of its own. */
    public Answer send(
            String method, String path, @Nullable String body, String contentType, Map<String, String> headers) {
        // Not resolved: that would tidy up the paths which are meant to be untidy.
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", contentType).method(method, BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), RestClient::body);
            Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
            hold(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The whole body as text; of a stream, which has no end, nothing. */
    private static HttpResponse.BodySubscriber<String> body(HttpResponse.ResponseInfo answer) {
        String type = answer.headers().firstValue("content-type").orElse("");
        return type.startsWith("text/event-stream")
                ? new CutOff()
                : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    private static final class CutOff implements HttpResponse.BodySubscriber<String> {
        @Override
        public CompletionStage<String> getBody() {
            return CompletableFuture.completedStage("");
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {}

        @Override
        public void onError(Throwable fault) {}

        @Override
        public void onComplete() {}
    }

    private void hold(String method, String path, Answer answer) {
        if (contract == null || !path.startsWith("/api/v1/")) {
            return;
        }
        List<String> faults = contract.faults(
                method, path.replaceFirst("\\?.*", ""), answer.status(), answer.headers(), answer.text());
        if (!faults.isEmpty()) {
            throw new AssertionError("not as /openapi has it: " + method + " " + path + " -> " + answer.status() + " "
                    + faults + "\n" + answer.text());
        }
    }

    /** The score of a seller at an instant, over a window; the answer has to be 200. */
    public JsonNode score(String seller, Instant asOf, int windowHours) {
        Answer answer = get("/api/v1/sellers/" + seller + "/score?asOf=" + asOf + "&window=" + windowHours);
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer.json();
    }
}
