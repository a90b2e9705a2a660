package dev.rapport.gateway.door;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** The page at {@code /}: what runs here and where its documents are. No script, no other host; its one style sheet is named by hash. */
final class LandingPage {

    private LandingPage() {}

    static Document document() {
        String page = template().replace("{{topics}}", topics());
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
        String policy = "default-src 'none'; style-src 'sha256-" + sha256(style)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new Document(
                page.getBytes(StandardCharsets.UTF_8),
                "text/html; charset=utf-8",
                Map.of(
                        "Content-Security-Policy", policy,
                        "Referrer-Policy", "no-referrer",
                        "Cache-Control", "no-cache"));
    }

    private static String topics() {
        var rows = new StringBuilder();
        for (Topic topic : Topic.values()) {
            rows.append("<dt><code>").append(topic.wireName()).append("</code></dt><dd>");
            rows.append(topic.description()).append("<br>");
            for (EventType type : EventType.values()) {
                if (type.topic() == topic) {
                    rows.append("<a href=\"/schemas/").append(type.wireName()).append("\">");
                    rows.append(type.wireName()).append("</a> ");
                }
            }
            rows.append("</dd>\n");
        }
        return rows.toString();
    }

    private static String template() {
        try (InputStream in = LandingPage.class.getResourceAsStream("/landing.html")) {
            return new String(Objects.requireNonNull(in, "landing.html").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
