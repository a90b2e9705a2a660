package dev.rapport.review.appeal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An evidence pack as one page to print: no script, nothing from elsewhere, every text escaped. */
final class EvidencePage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title><style>
            body{font:11pt/1.4 "Liberation Sans",Arial,"Noto Sans CJK SC",sans-serif;margin:2cm;color:#111}
            h1{font-size:16pt}h2{font-size:12pt;margin-top:1.2em;border-bottom:1px solid #999}
            table{border-collapse:collapse;width:100%%}td,th{border:1px solid #bbb;padding:3px 6px;text-align:left;vertical-align:top}
            tr{break-inside:avoid}@media print{body{margin:0}}
            </style></head><body><h1>%1$s</h1>
            """;

    private final StringBuilder page = new StringBuilder();

    private EvidencePage() {}

    /** The page of a pack as it is kept. */
    static String of(JsonNode pack) {
        EvidencePage page = new EvidencePage();
        page.write(pack);
        return page.page.toString();
    }

    private void write(JsonNode pack) {
        page.append(HEAD.formatted("Evidence for appeal " + escaped(pack.path("appealId"))));
        page.append("<p>Seller ").append(escaped(pack.path("sellerId"))).append(", rules ");
        page.append(escaped(pack.path("pack"))).append(", local times in ").append(escaped(pack.path("zone")));
        page.append("</p><p>").append(escaped(pack.path("statement"))).append("</p>\n");
        JsonNode review = pack.path("review");
        row(
                "Review",
                List.of("reviewId", "productId", "buyerId", "stars", "class", "postedAt", "title", "text"),
                review);
        if (pack.path("order").isObject()) {
            row("Order", List.of("orderId", "currency", "value", "placedAt"), pack.path("order"));
        }
        table("Timeline", List.of("local", "what", "detail"), pack.path("timeline"));
        table("Thread", List.of("at", "author", "text"), pack.path("thread"));
        table("Receipts", List.of("reportedAt", "dispatchId", "attempt", "code", "detail"), pack.path("receipts"));
        table(
                "Earlier cases of the buyer",
                List.of("at", "kind", "id", "orderId", "stars", "reviewClass", "outcome"),
                pack.path("earlierCases"));
        if (!pack.path("missing").isEmpty()) {
            page.append("<h2>Not known</h2><ul>");
            pack.path("missing")
                    .forEach(one -> page.append("<li>").append(escaped(one)).append("</li>"));
            page.append("</ul>\n");
        }
        page.append("</body></html>\n");
    }

    private void row(String title, List<String> fields, JsonNode from) {
        page.append("<h2>").append(title).append("</h2><table>\n");
        for (String field : fields) {
            if (!from.path(field).isNull() && !from.path(field).isMissingNode()) {
                page.append("<tr><th>").append(field).append("</th><td>");
                page.append(escaped(from.path(field))).append("</td></tr>\n");
            }
        }
        page.append("</table>\n");
    }

    private void table(String title, List<String> fields, JsonNode rows) {
        page.append("<h2>").append(title).append("</h2><table><tr>");
        fields.forEach(field -> page.append("<th>").append(field).append("</th>"));
        page.append("</tr>\n");
        for (JsonNode row : rows) {
            page.append("<tr>");
            fields.forEach(field ->
                    page.append("<td>").append(escaped(row.path(field))).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static String escaped(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isObject()) {
            StringBuilder parts = new StringBuilder();
            value.properties().forEach(part -> parts.append(parts.isEmpty() ? "" : ", ")
                    .append(escaped(part.getKey()))
                    .append(": ")
                    .append(escaped(part.getValue())));
            return parts.toString();
        }
        return escaped(value.asText());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
