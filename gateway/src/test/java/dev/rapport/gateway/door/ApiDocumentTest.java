package dev.rapport.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.gateway.audit.AuditProblem;
import dev.rapport.gateway.session.SessionProblem;
import dev.rapport.gateway.webhook.WebhookProblem;
import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.AccessTable.Route;
import dev.rapport.kit.access.Service;
import dev.rapport.kit.problem.ProblemType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The one OpenAPI document: what the services' builds wrote, no route missing and none too many. */
class ApiDocumentTest {

    private static final Pattern REF = Pattern.compile("\"\\$ref\":\"#/([^\"]+)\"");

    private final JsonObject suite = ApiDocument.ofServices();

    @Test
    void shouldHaveEveryRouteOfTheServicesWithItsRolesAndPathParameters() {
        for (Route route : AccessTable.routes()) {
            String path = AccessTable.ROOT + route.template();
            JsonObject operation = suite.getJsonObject("paths")
                    .getJsonObject(path, new JsonObject())
                    .getJsonObject(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation).as(route.method() + " " + path).isNotNull();
            assertThat(operation.getJsonArray("x-rapport-roles"))
                    .hasSize(route.roles().size());
            assertThat(parametersInPath(operation)).as(path).containsExactlyInAnyOrderElementsOf(named(path));
            assertThat(operation.getJsonObject("responses").fieldNames()).contains("default");
        }
    }

    /** Nobody reads "All" and knows what a call is for. */
    @Test
    void shouldSayOfEachOperationWhatItIsForAndOfNothingElse() {
        var routes = AccessTable.routes().stream()
                .map(route -> route.method() + " " + route.template())
                .collect(Collectors.toSet());
        assertThat(routes).containsAll(Purposes.read().operations());
        var summaries = new ArrayList<String>();
        JsonObject paths = suite.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                String summary = paths.getJsonObject(path).getJsonObject(method).getString("summary");
                assertThat(summary).as(method + " " + path).isNotNull().contains(" ");
                summaries.add(summary);
            }
        }
        assertThat(summaries).hasSizeGreaterThan(90);
    }

    @Test
    void shouldShowTheWholeDocumentAsAPageThatAsksNobodyForAnything() {
        Document page = ReferencePage.document(suite);
        String html = page.buffer().toString();
        for (Route route : AccessTable.routes()) {
            assertThat(html).contains((AccessTable.ROOT + route.template()).replace("/", "/<wbr>"));
        }
        Matcher link = Pattern.compile("href=\"#([^\"]+)\"").matcher(html);
        while (link.find()) {
            assertThat(html).as("what a link points at").contains("id=\"" + link.group(1) + "\"");
        }
        // What examples quote is text, and nothing that a browser follows.
        assertThat(html.replaceAll("(?s)<pre>[^<]*</pre>|<code>[^<]*</code>", ""))
                .doesNotContain("<script", "http://", "https://", "{{", "@import", "url(");
        assertThat(page.headers().get("Content-Security-Policy")).startsWith("default-src 'none'; style-src 'sha256-");
    }

    /** Issue 6: of what is sent, of what comes back, and of a refusal; all recorded from a running suite, see {@code ExamplesIT}. */
    @Test
    void shouldShowAnExampleOfEveryBodyAnswerAndRefusal() {
        var without = new ArrayList<String>();
        eachOperation((name, operation) -> {
            JsonObject body = operation.getJsonObject("requestBody");
            if (body != null && shown(body).isEmpty()) {
                without.add(name + ": what is sent");
            }
            JsonObject responses = operation.getJsonObject("responses");
            List<JsonObject> withJson = responses.fieldNames().stream()
                    .filter(status -> status.startsWith("2"))
                    .map(responses::getJsonObject)
                    .filter(response ->
                            response.getJsonObject("content", new JsonObject()).containsKey("application/json"))
                    .toList();
            if (!withJson.isEmpty()
                    && withJson.stream().allMatch(response -> shown(response).isEmpty())) {
                without.add(name + ": what comes back");
            }
            if (shown(responses.getJsonObject("default")).isEmpty()) {
                without.add(name + ": a refusal");
            }
        });
        assertThat(without).isEmpty();
        assertThat(AccessTable.routes().stream()
                        .map(route -> route.method() + " " + route.template())
                        .toList())
                .containsAll(RecordedExamples.read().operations());
    }

    /** Where a schema says no more than that it is text. */
    @Test
    void shouldShowAnExampleOfEveryParameterThatItsSchemaDoesNotTell() {
        var without = new ArrayList<String>();
        eachOperation((name, operation) -> operation.getJsonArray("parameters", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(parameter -> List.of("path", "query").contains(parameter.getString("in")))
                .filter(parameter -> !parameter.getJsonObject("schema").containsKey("enum"))
                .filter(parameter -> !parameter.getJsonObject("schema").containsKey("$ref"))
                .filter(parameter -> !parameter.containsKey("example"))
                .forEach(parameter -> without.add(name + ": " + parameter.getString("name"))));
        assertThat(without).isEmpty();
    }

    /** It is asked for by whoever generates a client, and by every reader of the reference. */
    @Test
    void shouldStayOfASizeThatIsReadAtOnce() {
        assertThat(suite.encode().length()).isLessThan(900_000);
        assertThat(ReferencePage.document(suite).buffer().length()).isLessThan(900_000);
    }

    private void eachOperation(BiConsumer<String, JsonObject> see) {
        JsonObject paths = suite.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                see.accept(method + " " + path, paths.getJsonObject(path).getJsonObject(method));
            }
        }
    }

    /** The examples of all its media types. */
    private static List<JsonObject> shown(JsonObject message) {
        JsonObject content = message.getJsonObject("content", new JsonObject());
        return content.fieldNames().stream()
                .map(type -> content.getJsonObject(type).getJsonObject("examples", new JsonObject()))
                .filter(examples -> !examples.isEmpty())
                .toList();
    }

    /** A client that is generated has a class of each: one called {@code Override} made every other fail to compile. */
    @Test
    void shouldCallNoSchemaByANameThatEveryJavaClassAlreadyKnows() {
        Set<String> schemas =
                suite.getJsonObject("components").getJsonObject("schemas").fieldNames();
        assertThat(schemas).isNotEmpty().noneMatch(ApiDocumentTest::ofJavaItself);
    }

    private static boolean ofJavaItself(String name) {
        try {
            Class.forName("java.lang." + name);
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    @Test
    void shouldNameEachOperationOnceAndPointAtNothingThatIsNotThere() {
        List<String> ids = new ArrayList<>();
        JsonObject paths = suite.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                ids.add(paths.getJsonObject(path).getJsonObject(method).getString("operationId"));
            }
        }
        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
        Matcher ref = REF.matcher(suite.encode());
        while (ref.find()) {
            JsonObject at = suite;
            for (String part : ref.group(1).split("/", -1)) {
                assertThat(at.fieldNames()).as(ref.group()).contains(part);
                at = at.getJsonObject(part);
            }
        }
    }

    /** The gateway's own part of the document is written by hand. */
    @Test
    void shouldListWhatTheGatewayRefusesWithAsItDoes() {
        List<String> listed = suite
                .getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject("Refused")
                .getJsonArray("x-rapport-problems")
                .stream()
                .map(JsonObject.class::cast)
                .filter(problem -> problem.getString("service", "").contains("gateway"))
                .map(problem -> problem.getString("code")
                        + ' '
                        + problem.getInteger("status")
                        + ' '
                        + problem.getString("title"))
                .toList();
        List<ProblemType> own = Stream.<ProblemType[]>of(
                        AuditProblem.values(), SessionProblem.values(), WebhookProblem.values())
                .flatMap(Stream::of)
                .toList();
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(own.stream()
                        .map(problem -> problem.name() + ' ' + problem.status() + ' ' + problem.title())
                        .toList());
    }

    @Test
    void shouldRenameASchemaToNoNameThatIsTaken() {
        JsonObject score = document("/api/v1/sellers", "number");
        score.getJsonObject("components")
                .getJsonObject("schemas")
                .put("ScoreItem", new JsonObject().put("type", "boolean"));
        Map<Service, JsonObject> two = new LinkedHashMap<>();
        two.put(Service.MESSAGE, document("/api/v1/conversations", "string"));
        two.put(Service.SCORE, score);

        JsonObject schemas = ApiDocument.merge(two).getJsonObject("components").getJsonObject("schemas");

        assertThat(schemas.fieldNames()).contains("Item", "ScoreItem", "ScoreItemOther");
        assertThat(schemas.getJsonObject("ScoreItem").getString("type")).isEqualTo("boolean");
    }

    @Test
    void shouldKeepApartWhatPointsAtSchemasThatDiffer() {
        JsonObject page = new JsonObject().put("$ref", "#/components/schemas/Item");
        JsonObject message = document("/api/v1/conversations", "string");
        JsonObject score = document("/api/v1/sellers", "number");
        for (JsonObject each : List.of(message, score)) {
            each.getJsonObject("components").getJsonObject("schemas").put("PageItem", page.copy());
        }
        Map<Service, JsonObject> two = new LinkedHashMap<>();
        two.put(Service.MESSAGE, message);
        two.put(Service.SCORE, score);

        JsonObject schemas = ApiDocument.merge(two).getJsonObject("components").getJsonObject("schemas");

        assertThat(schemas.getJsonObject("PageItem").getString("$ref")).isEqualTo("#/components/schemas/Item");
        assertThat(schemas.getJsonObject("ScorePageItem").getString("$ref"))
                .isEqualTo("#/components/schemas/ScoreItem");
    }

    @Test
    void shouldKeepSchemasOfOneNameApartAndLeaveOutWhatHasNoRoute() {
        Map<Service, JsonObject> two = new LinkedHashMap<>();
        two.put(Service.MESSAGE, document("/api/v1/conversations", "string"));
        two.put(Service.SCORE, document("/api/v1/sellers", "number").mergeIn(document("/q/secret", "number"), 2));

        JsonObject merged = ApiDocument.merge(two);

        assertThat(merged.getJsonObject("components").getJsonObject("schemas").fieldNames())
                .contains("Item", "ScoreItem");
        assertThat(merged.getJsonObject("paths").fieldNames())
                .containsExactlyInAnyOrder("/api/v1/conversations", "/api/v1/sellers");
        assertThat(merged.getJsonObject("paths")
                        .getJsonObject("/api/v1/sellers")
                        .encode())
                .contains("#/components/schemas/ScoreItem\"");
        assertThat(merged.getJsonObject("paths")
                        .getJsonObject("/api/v1/conversations")
                        .encode())
                .contains("#/components/schemas/Item\"");
    }

    private static JsonObject document(String path, String type) {
        JsonObject answer = new JsonObject().put("$ref", "#/components/schemas/Item");
        return new JsonObject()
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", new JsonObject().put("Item", new JsonObject().put("type", type))))
                .put(
                        "paths",
                        new JsonObject()
                                .put(
                                        path,
                                        new JsonObject()
                                                .put(
                                                        "get",
                                                        new JsonObject()
                                                                .put("operationId", "x" + path)
                                                                .put(
                                                                        "responses",
                                                                        new JsonObject().put("200", answer)))));
    }

    private static List<String> parametersInPath(JsonObject operation) {
        return operation.getJsonArray("parameters", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(parameter -> "path".equals(parameter.getString("in")))
                .map(parameter -> parameter.getString("name"))
                .toList();
    }

    private static List<String> named(String path) {
        return Pattern.compile("\\{([^}]+)}")
                .matcher(path)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toList());
    }
}
