package dev.rapport.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.deploy.kubernetes.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds a rendered overlay against what every overlay must be like. */
final class Checks {

    private static final Schemas SCHEMAS = new Schemas();
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|secret|token|private.?key|session_key|webhook_key).*");

    /** What an operator of somebody else makes, or the person who installs: named by references, not in the overlay. */
    private static final Set<String> MADE_ELSEWHERE = Set.of("rapport-cluster-ca-cert", "rapport-gateway");

    private final List<Manifest> all;
    private final boolean production;
    private final List<Finding> findings = new ArrayList<>();

    private Checks(List<Manifest> all, boolean production) {
        this.all = all;
        this.production = production;
    }

    static List<Finding> of(List<Manifest> all, boolean production) {
        Checks checks = new Checks(all, production);
        all.forEach(manifest -> checks.findings.addAll(SCHEMAS.check(manifest)));
        checks.namespaces();
        checks.each("Deployment", checks::deployment);
        checks.each("Service", checks::service);
        checks.each("PodDisruptionBudget", checks::budget);
        checks.each("PodMonitor", checks::monitor);
        checks.each("ScaledObject", checks::scaler);
        checks.each("HTTPRoute", checks::route);
        checks.each("Cluster", checks::database);
        checks.network();
        return checks.findings;
    }

    private void each(String kind, java.util.function.Consumer<Manifest> check) {
        of(kind).forEach(check);
    }

    private List<Manifest> of(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    private void find(Kind kind, Manifest manifest, String detail) {
        findings.add(new Finding(kind, manifest.label(), detail));
    }

    private void namespaces() {
        each("Namespace", namespace -> {
            String enforced = namespace
                    .json()
                    .path("metadata")
                    .path("labels")
                    .path("pod-security.kubernetes.io/enforce")
                    .asText();
            if (!enforced.equals("restricted")) {
                find(Kind.UNRESTRICTED_NAMESPACE, namespace, "enforces " + enforced);
            }
        });
    }

    // --- pods
    // ---------------------------------------------------------------------------------------------------------

    private void deployment(Manifest manifest) {
        JsonNode pod = manifest.spec().path("template").path("spec");
        if (!matches(Manifest.labels(manifest.spec().path("selector").path("matchLabels")), manifest.podLabels())) {
            find(Kind.SELECTOR, manifest, "does not select its own pods");
        }
        if (pod.path("hostNetwork").asBoolean()
                || pod.path("hostPID").asBoolean()
                || pod.path("hostIPC").asBoolean()) {
            find(Kind.PRIVILEGED, manifest, "shares namespaces of its host");
        }
        JsonNode podSecurity = pod.path("securityContext");
        if (!podSecurity.path("runAsNonRoot").asBoolean()
                || podSecurity.path("runAsUser").asInt() == 0) {
            find(Kind.ROOT, manifest, "may run as root");
        }
        if (pod.path("topologySpreadConstraints").isEmpty()) {
            find(Kind.NO_SPREAD, manifest, "its pods may all be on one node");
        }
        pod.path("topologySpreadConstraints").forEach(spread -> {
            if (!matches(Manifest.labels(spread.path("labelSelector").path("matchLabels")), manifest.podLabels())) {
                find(Kind.SELECTOR, manifest, "spreads pods that are not its own");
            }
        });
        pod.path("containers").forEach(container -> container(manifest, container));
        pod.path("initContainers").forEach(container -> container(manifest, container));
        references(manifest, pod);
        if (of("PodDisruptionBudget").stream()
                .noneMatch(budget -> selects(budget.spec().path("selector"), manifest))) {
            find(Kind.NO_BUDGET, manifest, "no budget keeps a pod of it during a disruption");
        }
    }

    private void container(Manifest manifest, JsonNode container) {
        JsonNode security = container.path("securityContext");
        if (security.path("privileged").asBoolean()
                || !security.path("allowPrivilegeEscalation").isBoolean()
                || security.path("allowPrivilegeEscalation").asBoolean()) {
            find(Kind.PRIVILEGED, manifest, container.path("name").asText() + " may gain privileges");
        }
        if (!security.path("readOnlyRootFilesystem").asBoolean()) {
            find(Kind.WRITABLE_ROOT, manifest, container.path("name").asText() + " may write its own image");
        }
        if (!security.path("capabilities").path("drop").toString().equals("[\"ALL\"]")
                || security.path("capabilities").has("add")) {
            find(Kind.CAPABILITIES, manifest, container.path("name").asText() + " keeps capabilities");
        }
        String image = container.path("image").asText();
        int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
        if (!image.contains("@sha256:") && (colon < 0 || image.endsWith(":latest"))) {
            find(Kind.LATEST_TAG, manifest, "runs " + image);
        }
        for (String resource : List.of("cpu", "memory")) {
            if (!container.path("resources").path("limits").has(resource)
                    || !container.path("resources").path("requests").has(resource)) {
                find(Kind.NO_LIMITS, manifest, container.path("name").asText() + " has no bound of " + resource);
            }
        }
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            if (!probed(container, container.path(probe))) {
                find(
                        Kind.NO_PROBE,
                        manifest,
                        container.path("name").asText() + " has no " + probe + " on a port of its own");
            }
        }
        container.path("env").forEach(variable -> {
            if (SECRET_NAME.matcher(variable.path("name").asText()).matches() && variable.has("value")) {
                find(Kind.SECRET_IN_CLEAR, manifest, variable.path("name").asText() + " is not by reference");
            }
        });
    }

    private static boolean probed(JsonNode container, JsonNode probe) {
        String port = probe.path("httpGet").path("port").asText();
        return ports(container)
                .anyMatch(named -> named.path("name").asText().equals(port)
                        || named.path("containerPort").asText().equals(port));
    }

    private static Stream<JsonNode> ports(JsonNode container) {
        return stream(container.path("ports"));
    }

    /** Config maps and secrets: the former are here; the latter are made by an operator for an object that is here, or by whoever installs. */
    private void references(Manifest manifest, JsonNode pod) {
        Set<String> users = names("KafkaUser");
        Set<String> databases = names("Cluster");
        Predicate<String> secretKnown = name -> MADE_ELSEWHERE.contains(name)
                || users.contains(name)
                || databases.stream().anyMatch(database -> name.startsWith(database + "-"));
        pod.findValues("secretKeyRef").forEach(reference -> known(manifest, reference.path("name"), secretKnown));
        pod.path("volumes").forEach(volume -> {
            if (volume.has("secret")) {
                known(manifest, volume.path("secret").path("secretName"), secretKnown);
            }
            if (volume.has("configMap")) {
                known(manifest, volume.path("configMap").path("name"), names("ConfigMap")::contains);
            }
        });
        pod.findValues("configMapRef")
                .forEach(reference -> known(manifest, reference.path("name"), names("ConfigMap")::contains));
        known(manifest, pod.path("serviceAccountName"), names("ServiceAccount")::contains);
        Set<String> volumes = new TreeSet<>();
        pod.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
        pod.findValues("volumeMounts")
                .forEach(mounts -> mounts.forEach(mount -> known(manifest, mount.path("name"), volumes::contains)));
    }

    private void known(Manifest manifest, JsonNode name, Predicate<String> isKnown) {
        if (!isKnown.test(name.asText())) {
            find(Kind.MISSING_REFERENCE, manifest, "refers to " + name.asText() + ", which nothing makes");
        }
    }

    private Set<String> names(String kind) {
        Set<String> names = new TreeSet<>();
        of(kind).forEach(manifest -> names.add(manifest.name()));
        return names;
    }

    // --- what points at pods
    // --------------------------------------------------------------------------------------------

    private void service(Manifest manifest) {
        List<Manifest> selected = deployments(Manifest.labels(manifest.spec().path("selector")));
        if (selected.isEmpty()) {
            find(Kind.SELECTOR, manifest, "selects no pods");
        }
        manifest.spec().path("ports").forEach(port -> {
            for (Manifest deployment : selected) {
                if (containers(deployment)
                        .flatMap(Checks::ports)
                        .noneMatch(named -> named.path("name")
                                        .asText()
                                        .equals(port.path("targetPort").asText())
                                || named.path("containerPort")
                                        .asText()
                                        .equals(port.path("targetPort").asText()))) {
                    find(Kind.SELECTOR, manifest, "its port " + port.path("port") + " leads nowhere");
                }
            }
        });
    }

    private void budget(Manifest manifest) {
        if (deployments(Manifest.labels(manifest.spec().path("selector").path("matchLabels")))
                .isEmpty()) {
            find(Kind.SELECTOR, manifest, "selects no pods");
        }
    }

    private void monitor(Manifest manifest) {
        if (deployments(Manifest.labels(manifest.spec().path("selector").path("matchLabels")))
                .isEmpty()) {
            find(Kind.SELECTOR, manifest, "selects no pods");
        }
    }

    private void scaler(Manifest manifest) {
        String target = manifest.spec().path("scaleTargetRef").path("name").asText();
        if (!names("Deployment").contains(target)) {
            find(Kind.SCALES_NOTHING, manifest, "there is no Deployment " + target);
        }
        manifest.spec().path("triggers").forEach(trigger -> {
            String authentication =
                    trigger.path("authenticationRef").path("name").asText();
            if (!authentication.isEmpty() && !names("TriggerAuthentication").contains(authentication)) {
                find(Kind.MISSING_REFERENCE, manifest, "there is no TriggerAuthentication " + authentication);
            }
        });
    }

    private void route(Manifest manifest) {
        manifest.spec()
                .findValues("backendRefs")
                .forEach(backends -> backends.forEach(backend -> {
                    boolean there = of("Service").stream()
                            .filter(service ->
                                    service.name().equals(backend.path("name").asText()))
                            .flatMap(service -> stream(service.spec().path("ports")))
                            .anyMatch(port -> port.path("port").asInt()
                                    == backend.path("port").asInt());
                    if (!there) {
                        find(
                                Kind.MISSING_REFERENCE,
                                manifest,
                                "there is no Service " + backend.path("name").asText());
                    }
                }));
    }

    private void database(Manifest manifest) {
        JsonNode archive = manifest.spec().path("backup").path("barmanObjectStore");
        boolean scheduled = of("ScheduledBackup").stream()
                .anyMatch(backup ->
                        backup.spec().path("cluster").path("name").asText().equals(manifest.name()));
        if (production && (archive.isMissingNode() || !scheduled)) {
            find(Kind.NO_BACKUP, manifest, "nobody keeps its log, or takes its base backups");
        }
    }

    private List<Manifest> deployments(Map<String, String> selector) {
        return of("Deployment").stream()
                .filter(deployment -> matches(selector, deployment.podLabels()))
                .toList();
    }

    private static boolean selects(JsonNode selector, Manifest deployment) {
        return matches(Manifest.labels(selector.path("matchLabels")), deployment.podLabels());
    }

    private static boolean matches(Map<String, String> selector, Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    private static Stream<JsonNode> containers(Manifest deployment) {
        return stream(deployment.spec().path("template").path("spec").path("containers"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream();
    }

    // --- who may talk to whom
    // -------------------------------------------------------------------------------------------

    /** One opening of one policy: which pods it is of, to or from whom, on which port. */
    private record Opening(String policy, boolean in, String pods, String peer, int port) {}

    private void network() {
        boolean denies = of("NetworkPolicy").stream()
                .anyMatch(policy -> policy.spec().path("podSelector").isEmpty()
                        && policy.spec().path("policyTypes").size() == 2
                        && !policy.spec().has("ingress")
                        && !policy.spec().has("egress"));
        if (!denies) {
            findings.add(new Finding(Kind.DENY_MISSING, "NetworkPolicy", "nothing denies what no policy allows"));
        }
        List<Opening> openings = openings();
        Set<Opening> needed = needed();
        for (Opening opening : openings) {
            if (!opening.peer().startsWith("outside") && !opening.pods().contains("strimzi")) {
                boolean back = opening.peer().contains("strimzi")
                        || openings.stream()
                                .anyMatch(other -> other.in() != opening.in()
                                        && other.pods().equals(opening.peer())
                                        && other.peer().equals(opening.pods())
                                        && other.port() == opening.port());
                if (!back) {
                    find(Kind.OPENING_ONE_ENDED, opening, "is closed at its other end");
                }
            }
            if (needed.stream().noneMatch(need -> same(need, opening))) {
                find(Kind.OPENING_UNUSED, opening, "nobody needs it");
            }
        }
        for (Opening need : needed) {
            if (openings.stream().noneMatch(opening -> same(need, opening))) {
                find(Kind.OPENING_MISSING, need, "is needed and closed");
            }
        }
    }

    private void find(Kind kind, Opening opening, String detail) {
        findings.add(new Finding(
                kind,
                "NetworkPolicy/" + opening.policy(),
                (opening.in() ? "from " : "to ") + opening.peer() + " on " + opening.port() + " of " + opening.pods()
                        + " " + detail));
    }

    private static boolean same(Opening a, Opening b) {
        return a.in() == b.in() && a.pods().equals(b.pods()) && a.peer().equals(b.peer()) && a.port() == b.port();
    }

    private static Set<Opening> needed() {
        Set<Opening> needed = new java.util.LinkedHashSet<>();
        for (Openings.Flow flow : Openings.flows()) {
            for (int port : flow.ports()) {
                if (!flow.from().startsWith("outside")) {
                    needed.add(new Opening("(needed)", false, flow.from(), plain(flow.to()), port));
                }
                if (!flow.to().startsWith("outside") && !flow.to().equals("strimzi.io/name: rapport-kafka")) {
                    needed.add(new Opening("(needed)", true, flow.to(), plain(flow.from()), port));
                }
            }
        }
        return needed;
    }

    private static String plain(String end) {
        return end.startsWith("outside") ? "outside " + end.substring("outside:".length()) : end;
    }

    private List<Opening> openings() {
        List<Opening> openings = new ArrayList<>();
        for (Manifest policy : of("NetworkPolicy")) {
            Map<String, String> pods =
                    Manifest.labels(policy.spec().path("podSelector").path("matchLabels"));
            if (policy.name().equals("names")) {
                continue;
            }
            for (boolean in : List.of(true, false)) {
                policy.spec().path(in ? "ingress" : "egress").forEach(rule -> rule.path(in ? "from" : "to")
                        .forEach(peer -> rule.path("ports")
                                .forEach(port -> openings.add(new Opening(
                                        policy.name(),
                                        in,
                                        text(pods),
                                        peer(peer),
                                        port.path("port").asInt())))));
                policy.spec().path(in ? "ingress" : "egress").forEach(rule -> {
                    if (rule.path(in ? "from" : "to").isEmpty()
                            || rule.path("ports").isEmpty()) {
                        openings.add(new Opening(policy.name(), in, text(pods), "anybody", 0));
                    }
                });
            }
        }
        return openings;
    }

    private static String peer(JsonNode peer) {
        if (peer.has("ipBlock")) {
            return peer.path("ipBlock").has("except") ? "outside internet" : "outside api-server";
        }
        JsonNode namespace = peer.path("namespaceSelector").path("matchLabels");
        if (namespace.has("rapport.dev/ingress")) {
            return "outside ingress";
        }
        if (namespace.has("rapport.dev/monitoring")) {
            return "outside monitoring";
        }
        if (namespace.path("kubernetes.io/metadata.name").asText().equals("cnpg-system")) {
            return "outside cnpg-operator";
        }
        return text(Manifest.labels(peer.path("podSelector").path("matchLabels")));
    }

    private static String text(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + ": " + Objects.requireNonNull(label.getValue()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("every pod");
    }
}
