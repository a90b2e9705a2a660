package dev.rapport.message.connector.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.EventCodec;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.kit.outward.Answer;
import dev.rapport.kit.outward.Destinations;
import dev.rapport.kit.outward.OutwardCalls;
import dev.rapport.kit.outward.OutwardPost;
import dev.rapport.message.connector.ConnectorConfig;
import dev.rapport.message.connector.application.Connector;
import dev.rapport.message.connector.model.Report;
import dev.rapport.message.connector.model.Target;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Calls the seller's own service: {@code POST} of the request as JSON, with {@code Rapport-Id} (the dispatch, the same for every attempt),
 * {@code Rapport-Attempt}, {@code Rapport-Timestamp} (seconds) and {@code Rapport-Signature}: the hexadecimal HMAC-SHA256 of
 * {@code timestamp.body} under the seller's secret.
 */
@Singleton
final class WebhookConnector implements Connector {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");
    /** All that is read of an answer is an id. */
    private static final int MOST_OF_ANSWER = 64 * 1024;

    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private final EventCodec codec = new EventCodec();
    private final ConnectorConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final OutwardCalls calls;

    WebhookConnector(Vertx vertx, Destinations destinations, ConnectorConfig config, ObjectMapper json, Clock clock) {
        this.calls = new OutwardCalls(vertx, destinations);
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public boolean serves(Target target) {
        return target instanceof Target.Webhook;
    }

    @Override
    public Report deliver(DispatchRequested request, Target target) {
        if (!(target instanceof Target.Webhook webhook)) {
            throw new IllegalArgumentException("it serves webhooks");
        }
        try {
            return switch (calls.post(call(request, webhook))) {
                case Answer.Whole(int status, String body) -> report(status, body);
                case Answer.NotCalled(String fault) -> Report.failed(502, "the URL " + fault);
                case Answer.Late() -> Report.failed(504, "no whole answer in time");
                case Answer.Broken(String detail) -> Report.failed(502, detail);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Report.failed(503, "interrupted");
        }
    }

    private OutwardPost call(DispatchRequested request, Target.Webhook webhook) {
        byte[] body = codec.data(request);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "Rapport-Id",
                request.dispatchId(),
                "Rapport-Attempt",
                Integer.toString(request.attempt()),
                "Rapport-Timestamp",
                timestamp,
                "Rapport-Signature",
                signature(webhook.secret(), timestamp, body));
        return new OutwardPost(webhook.url(), headers, body, config.timeout(), MOST_OF_ANSWER);
    }

    static String signature(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** Any success delivers; what the other side will not have is refused; the rest may go better another time. */
    private Report report(int status, String body) {
        if (status >= 200 && status < 300) {
            return Report.delivered(externalId(body));
        }
        if (status >= 500) {
            return Report.failed(Math.min(status, 599), "HTTP " + status);
        }
        boolean passing = status == TIMEOUT || status == TOO_MANY || status < 400;
        return passing ? Report.failed(502, "HTTP " + status) : Report.refused("HTTP " + status);
    }

    private @Nullable String externalId(String body) {
        try {
            JsonNode id = json.readTree(body).path("externalMessageId");
            return id.isTextual() && ID.matcher(id.textValue()).matches() ? id.textValue() : null;
        } catch (IOException _) {
            return null;
        }
    }

    @PreDestroy
    void close() {
        calls.close();
    }
}
