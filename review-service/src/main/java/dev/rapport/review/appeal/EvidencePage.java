package dev.rapport.review.appeal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An evidence pack as one page to print: no script, nothing from elsewhere, every text escaped and, whatever its direction, kept within
 * its place. All times are the seller's.
 */
final class EvidencePage {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>%1$s</title><style>
            @page{size:A4;margin:16mm 14mm}
            body{font:10.5pt/1.45 "Liberation Sans",Arial,"Noto Sans CJK SC",sans-serif;max-width:182mm;margin:1.5cm auto;padding:0 1em;color:#111}
            h1{font-size:17pt;margin:0 0 .2em}h2{font-size:12pt;margin:1.6em 0 .4em;break-after:avoid}
            .lead{color:#555;margin:0 0 1em}blockquote{margin:.6em 0;padding:.5em .9em;border-left:3px solid #888;background:#f6f6f6}
            blockquote,td{overflow-wrap:anywhere;white-space:pre-wrap}
            table{border-collapse:collapse;width:100%%}th{font-weight:600;color:#333}
            td,th{border-bottom:1px solid #ccc;padding:4px 8px 4px 0;text-align:left;vertical-align:top}
            thead th{border-bottom:1.5px solid #666}.facts th{width:11em}.short{white-space:nowrap}.when{white-space:nowrap;font-variant-numeric:tabular-nums}
            tr{break-inside:avoid}thead{display:table-header-group}.none{color:#555}
            @media print{body{margin:0;padding:0;max-width:none}}
            </style></head><body><h1>%1$s</h1>
            """;

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("order.placed", "Order placed"),
            Map.entry("order.shipped", "Order shipped"),
            Map.entry("parcel.moved", "Parcel moved"),
            Map.entry("order.delivered", "Order delivered"),
            Map.entry("order.cancelled", "Order cancelled"),
            Map.entry("order.address-changed", "Address changed"),
            Map.entry("refund.issued", "Refund issued"),
            Map.entry("dispute.opened", "Dispute opened"),
            Map.entry("dispute.closed", "Dispute closed"),
            Map.entry("review.posted", "Review posted"),
            Map.entry("review.revised", "Review revised"),
            Map.entry("review.replied", "Review replied to"),
            Map.entry("review.invited", "Buyer invited to revise"),
            Map.entry("stage.completed", "Stage completed"));

    private static final Set<String> LONG = Set.of("text", "detail", "id", "orderId", "dispatchId", "outcome");

    private final StringBuilder page = new StringBuilder();
    private final ZoneId zone;

    private EvidencePage(ZoneId zone) {
        this.zone = zone;
    }

    /** The page of a pack as it is kept. */
    static String of(JsonNode pack) {
        String name = pack.path("zone").asText("UTC");
        EvidencePage page = new EvidencePage(ZoneId.of(name.isEmpty() ? "UTC" : name));
        page.write(pack);
        return page.page.toString();
    }

    private void write(JsonNode pack) {
        JsonNode review = pack.path("review");
        page.append(HEAD.formatted("Appeal against review " + escaped(review.path("reviewId"))));
        page.append("<p class=\"lead\">Seller <bdi>").append(escaped(pack.path("sellerId")));
        page.append("</bdi> · appeal ").append(escaped(pack.path("appealId")));
        page.append(" · made ").append(escaped(local(pack.path("builtAt"))));
        page.append(" · rules ").append(escaped(pack.path("pack")));
        page.append(" · all times ").append(escaped(zone.getId())).append("</p>\n");
        section("Statement");
        quote(pack.path("statement"));
        section("Review");
        quote(review.path("title"));
        quote(review.path("text"));
        facts(review, Map.of("postedAt", "Posted"), "stars", "class", "postedAt", "productId", "buyerId");
        section("Order");
        if (pack.path("order").isObject()) {
            facts(
                    pack.path("order"),
                    Map.of("placedAt", "Placed", "value", "Amount"),
                    "orderId",
                    "value",
                    "currency",
                    "placedAt");
        } else {
            page.append("<p class=\"none\">Not known.</p>\n");
        }
        table("Timeline", pack.path("timeline"), "When", "at", "What", "what", "Detail", "detail");
        table("Thread of the order", pack.path("thread"), "When", "at", "Who", "author", "Text", "text");
        table(
                "Receipts",
                pack.path("receipts"),
                "When",
                "reportedAt",
                "Dispatch",
                "dispatchId",
                "Attempt",
                "attempt",
                "Answer",
                "code",
                "Detail",
                "detail");
        table(
                "Earlier cases of the buyer",
                pack.path("earlierCases"),
                "When",
                "at",
                "Case",
                "kind",
                "Id",
                "id",
                "Order",
                "orderId",
                "Stars",
                "stars",
                "Class",
                "reviewClass",
                "Outcome",
                "outcome");
        if (!pack.path("missing").isEmpty()) {
            section("Not known");
            page.append("<ul>");
            pack.path("missing")
                    .forEach(one -> page.append("<li>").append(escaped(one)).append("</li>"));
            page.append("</ul>\n");
        }
        page.append("</body></html>\n");
    }

    private void section(String title) {
        page.append("<h2>").append(title).append("</h2>\n");
    }

    private void quote(JsonNode text) {
        String said = escaped(text);
        if (!said.isEmpty()) {
            page.append("<blockquote><bdi>").append(said).append("</bdi></blockquote>\n");
        }
    }

    private void facts(JsonNode from, Map<String, String> names, String... fields) {
        page.append("<table class=\"facts\">\n");
        for (String field : fields) {
            String value = escaped(shown(field, from.path(field)));
            if (!value.isEmpty()) {
                page.append("<tr><th>").append(names.getOrDefault(field, words(field)));
                page.append("</th><td><bdi>").append(value).append("</bdi></td></tr>\n");
            }
        }
        page.append("</table>\n");
    }

    /** @param columns heading, field, heading, field … */
    private void table(String title, JsonNode rows, String... columns) {
        section(title);
        if (rows.isEmpty()) {
            page.append("<p class=\"none\">None.</p>\n");
            return;
        }
        page.append("<table><thead><tr>");
        for (int i = 0; i < columns.length; i += 2) {
            page.append("<th>").append(columns[i]).append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        for (JsonNode row : rows) {
            page.append("<tr>");
            for (int i = 1; i < columns.length; i += 2) {
                page.append("<td").append(style(columns[i])).append("><bdi>");
                page.append(escaped(shown(columns[i], row.path(columns[i])))).append("</bdi></td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody></table>\n");
    }

    /** Long words may break anywhere, a word of ours nowhere. */
    private static String style(String field) {
        if (isTime(field)) {
            return " class=\"when\"";
        }
        return LONG.contains(field) ? "" : " class=\"short\"";
    }

    private static boolean isTime(String field) {
        return field.equals("at") || field.endsWith("At");
    }

    /** {@code productId} → {@code Product id}. */
    private static String words(String field) {
        String spaced = field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    private String shown(String field, JsonNode value) {
        if (isTime(field)) {
            return local(value);
        }
        if (value.isObject()) {
            StringBuilder parts = new StringBuilder();
            value.properties().forEach(part -> parts.append(parts.isEmpty() ? "" : "\n")
                    .append(words(part.getKey()))
                    .append(": ")
                    .append(part.getValue().asText()));
            return parts.toString();
        }
        String text = value.isNull() ? "" : value.asText();
        return field.equals("what") ? WORDS.getOrDefault(text, text) : text;
    }

    private String local(JsonNode instant) {
        String text = instant.asText("");
        try {
            return text.isEmpty() ? "" : LOCAL.format(Instant.parse(text).atZone(zone));
        } catch (DateTimeException noInstant) {
            return text;
        }
    }

    private static String escaped(JsonNode value) {
        return value.isNull() ? "" : escaped(value.asText());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
