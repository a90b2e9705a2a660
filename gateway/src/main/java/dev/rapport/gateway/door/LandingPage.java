package dev.rapport.gateway.door;

import dev.rapport.events.EventType;
import dev.rapport.events.Topic;
import java.util.Map;

/** The page at {@code /}: what runs here and where its documents are. */
final class LandingPage {

    private LandingPage() {}

    static Document document() {
        return Page.of("/landing.html", Map.of("topics", topics()));
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
}
