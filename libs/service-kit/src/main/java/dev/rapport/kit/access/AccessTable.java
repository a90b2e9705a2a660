package dev.rapport.kit.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every route of the suite under {@link #ROOT}: which service owns it and which roles may call it. The gateway routes by it, the
 * gateway and the services check by it, the reference page is tested against it. A route that is not here answers 404.
 */
public final class AccessTable {

    /** Before every template. */
    public static final String ROOT = "/api/v1";

    /** Bytes of a body of events. */
    public static final long INBOUND_BODY_LIMIT = 4 << 20;

    /** Bytes of every other body. */
    public static final long BODY_LIMIT = 256 << 10;

    /** The segment that names the tenant. */
    static final String SELLER = "{sellerId}";

    private static final Set<Role> READERS = EnumSet.of(Role.VIEWER, Role.AGENT, Role.SUPERVISOR, Role.ADMIN);
    private static final Set<Role> AGENTS = Role.AGENT.andAbove();
    private static final Set<Role> SUPERVISORS = Role.SUPERVISOR.andAbove();
    private static final Set<Role> ADMINS = Role.ADMIN.andAbove();
    // A feeder brings events in and no more; an admin may, because whoever sets a shop up brings its first events.
    private static final Set<Role> FEEDERS = EnumSet.of(Role.FEEDER, Role.ADMIN);

    private static final List<Route> ROUTES = List.of(
            route("POST", "/sellers/{sellerId}/inbound", Service.MESSAGE, FEEDERS),
            route("GET", "/sellers/{sellerId}/conversations", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/conversations/{conversationId}", Service.MESSAGE, READERS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/replies", Service.MESSAGE, AGENTS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/claim", Service.MESSAGE, AGENTS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/release", Service.MESSAGE, AGENTS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/assign", Service.MESSAGE, AGENTS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/read", Service.MESSAGE, AGENTS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/handle", Service.MESSAGE, AGENTS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/triage", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/conversations/{conversationId}/actions", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/conversations/{conversationId}/presence", Service.MESSAGE, READERS),
            passing("POST", "/sellers/{sellerId}/conversations/{conversationId}/presence", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/conversations/{conversationId}/messages", Service.MESSAGE, READERS),
            route(
                    "GET",
                    "/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}",
                    Service.MESSAGE,
                    READERS),
            route(
                    "GET",
                    "/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}/attempts",
                    Service.MESSAGE,
                    READERS),
            route(
                    "POST",
                    "/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}/attempts",
                    Service.MESSAGE,
                    AGENTS),
            route("GET", "/sellers/{sellerId}/conversations/{conversationId}/promises", Service.MESSAGE, READERS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/promises", Service.MESSAGE, AGENTS),
            route(
                    "POST",
                    "/sellers/{sellerId}/conversations/{conversationId}/promises/{promiseId}/settlement",
                    Service.MESSAGE,
                    AGENTS),
            route("GET", "/sellers/{sellerId}/promises", Service.MESSAGE, READERS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/escalate", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/conversations/{conversationId}/fast", Service.MESSAGE, READERS),
            route("POST", "/sellers/{sellerId}/conversations/{conversationId}/fast/{step}", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/connector", Service.MESSAGE, READERS),
            route("PUT", "/sellers/{sellerId}/connector", Service.MESSAGE, ADMINS),
            route("DELETE", "/sellers/{sellerId}/connector", Service.MESSAGE, ADMINS),
            route("GET", "/sellers/{sellerId}/channel", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/outage-notice", Service.MESSAGE, READERS),
            route("PUT", "/sellers/{sellerId}/outage-notice", Service.MESSAGE, SUPERVISORS),
            route("GET", "/sellers/{sellerId}/work-list.csv", Service.MESSAGE, READERS),
            route("POST", "/sellers/{sellerId}/settled-outside", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/strikes", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/agents", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/agents/{agentId}", Service.MESSAGE, READERS),
            route("PUT", "/sellers/{sellerId}/agents/{agentId}", Service.MESSAGE, SUPERVISORS),
            route("DELETE", "/sellers/{sellerId}/agents/{agentId}", Service.MESSAGE, SUPERVISORS),
            route("GET", "/sellers/{sellerId}/orders/{orderId}", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/auto-replies", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/auto-replies/decisions", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/auto-replies/{ruleId}", Service.MESSAGE, READERS),
            route("PUT", "/sellers/{sellerId}/auto-replies/{ruleId}", Service.MESSAGE, SUPERVISORS),
            route("DELETE", "/sellers/{sellerId}/auto-replies/{ruleId}", Service.MESSAGE, SUPERVISORS),
            passing("POST", "/sellers/{sellerId}/auto-replies/{ruleId}/preview", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/templates", Service.MESSAGE, READERS),
            route("POST", "/sellers/{sellerId}/templates", Service.MESSAGE, SUPERVISORS),
            route("GET", "/sellers/{sellerId}/templates/{templateId}", Service.MESSAGE, READERS),
            route("PUT", "/sellers/{sellerId}/templates/{templateId}", Service.MESSAGE, SUPERVISORS),
            route("DELETE", "/sellers/{sellerId}/templates/{templateId}", Service.MESSAGE, SUPERVISORS),
            route("GET", "/sellers/{sellerId}/templates/{templateId}/versions", Service.MESSAGE, READERS),
            passing("POST", "/sellers/{sellerId}/templates/{templateId}/render", Service.MESSAGE, AGENTS),
            passing("POST", "/sellers/{sellerId}/screenings", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/win-back", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/conversations/{conversationId}/evidence", Service.MESSAGE, READERS),
            route("GET", "/sellers/{sellerId}/buyers/{buyerId}/export", Service.MESSAGE, ADMINS),
            route("DELETE", "/sellers/{sellerId}/buyers/{buyerId}", Service.MESSAGE, ADMINS),
            route("GET", "/conversations", Service.MESSAGE, READERS),
            route("GET", "/saved-filters", Service.MESSAGE, READERS),
            route("POST", "/saved-filters", Service.MESSAGE, AGENTS),
            route("GET", "/saved-filters/{filterId}", Service.MESSAGE, READERS),
            route("PUT", "/saved-filters/{filterId}", Service.MESSAGE, AGENTS),
            route("DELETE", "/saved-filters/{filterId}", Service.MESSAGE, AGENTS),
            route("GET", "/sellers/{sellerId}/reviews", Service.REVIEW, READERS),
            route("GET", "/sellers/{sellerId}/reviews/{reviewId}", Service.REVIEW, READERS),
            route("POST", "/sellers/{sellerId}/reviews/{reviewId}/replies", Service.REVIEW, AGENTS),
            route("GET", "/sellers/{sellerId}/reviews/{reviewId}/actions", Service.REVIEW, READERS),
            route("POST", "/sellers/{sellerId}/reviews/{reviewId}/evidence", Service.REVIEW, AGENTS),
            route("POST", "/sellers/{sellerId}/reviews/{reviewId}/invitation", Service.REVIEW, AGENTS),
            route("POST", "/sellers/{sellerId}/reviews/{reviewId}/classification", Service.REVIEW, SUPERVISORS),
            route("POST", "/sellers/{sellerId}/reviews/{reviewId}/appeal", Service.REVIEW, SUPERVISORS),
            route("POST", "/sellers/{sellerId}/reviews/{reviewId}/compensation", Service.REVIEW, AGENTS),
            route("GET", "/sellers/{sellerId}/reviews/{reviewId}/checks", Service.REVIEW, READERS),
            route("GET", "/sellers/{sellerId}/appeals", Service.REVIEW, READERS),
            route("GET", "/sellers/{sellerId}/appeals/{appealId}/evidence-pack", Service.REVIEW, READERS),
            route("GET", "/sellers/{sellerId}/review-insights", Service.REVIEW, READERS),
            route("GET", "/sellers/{sellerId}/care-rules", Service.CARE, READERS),
            route("POST", "/sellers/{sellerId}/care-rules", Service.CARE, SUPERVISORS),
            route("GET", "/sellers/{sellerId}/care-rules/{ruleId}", Service.CARE, READERS),
            route("PUT", "/sellers/{sellerId}/care-rules/{ruleId}", Service.CARE, SUPERVISORS),
            route("DELETE", "/sellers/{sellerId}/care-rules/{ruleId}", Service.CARE, SUPERVISORS),
            passing("POST", "/sellers/{sellerId}/care-rules/{ruleId}/preview", Service.CARE, SUPERVISORS),
            route("GET", "/sellers/{sellerId}/care-messages", Service.CARE, READERS),
            route("POST", "/sellers/{sellerId}/care-messages", Service.CARE, AGENTS),
            route("GET", "/sellers/{sellerId}/buyers/{buyerId}/care-allowance", Service.CARE, READERS),
            route("GET", "/sellers/{sellerId}/care-costs", Service.CARE, READERS),
            route("GET", "/sellers/{sellerId}/care-effect", Service.CARE, READERS),
            route("GET", "/sellers/{sellerId}", Service.SCORE, READERS),
            route("PUT", "/sellers/{sellerId}", Service.SCORE, ADMINS),
            route("GET", "/sellers", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/score", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/score/history", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/score/explanation", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/score/explanation/evidence", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/score/forecast", Service.SCORE, READERS),
            passing("POST", "/sellers/{sellerId}/score/simulations", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/standing", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/metrics.csv", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/alerts", Service.SCORE, READERS),
            route("POST", "/sellers/{sellerId}/alerts/{alertId}/acknowledgement", Service.SCORE, SUPERVISORS),
            route("GET", "/packs", Service.SCORE, READERS),
            route("GET", "/packs/{name}", Service.SCORE, READERS),
            route("GET", "/sellers/{sellerId}/stream", Service.GATEWAY, READERS),
            route("GET", "/stream", Service.GATEWAY, READERS),
            route("GET", "/sellers/{sellerId}/webhooks", Service.GATEWAY, READERS),
            route("POST", "/sellers/{sellerId}/webhooks", Service.GATEWAY, ADMINS),
            route("GET", "/sellers/{sellerId}/webhooks/{webhookId}", Service.GATEWAY, READERS),
            route("PUT", "/sellers/{sellerId}/webhooks/{webhookId}", Service.GATEWAY, ADMINS),
            route("DELETE", "/sellers/{sellerId}/webhooks/{webhookId}", Service.GATEWAY, ADMINS),
            route("POST", "/sellers/{sellerId}/webhooks/{webhookId}/secret", Service.GATEWAY, ADMINS),
            route("GET", "/sellers/{sellerId}/webhooks/{webhookId}/deliveries", Service.GATEWAY, READERS),
            route("POST", "/sellers/{sellerId}/webhooks/{webhookId}/redelivery", Service.GATEWAY, ADMINS),
            route("GET", "/sellers/{sellerId}/audit", Service.GATEWAY, ADMINS),
            route("GET", "/sellers/{sellerId}/audit.csv", Service.GATEWAY, ADMINS),
            route("GET", "/audit", Service.GATEWAY, ADMINS),
            operatorsRoute("GET", "/dead-letters", Service.GATEWAY, READERS),
            operatorsRoute("POST", "/dead-letters/replay", Service.GATEWAY, ADMINS),
            operatorsRoute("POST", "/dead-letters/discard", Service.GATEWAY, ADMINS));

    private AccessTable() {}

    private static final RouteTree TREE = new RouteTree(ROUTES);

    /**
     * One row.
     *
     * @param method upper case
     * @param template below {@link #ROOT}, such as {@code /sellers/{sellerId}/score}
     * @param service who owns it
     * @param roles who may call it: any one of these
     * @param operators whether it takes a token for every seller besides: it is about the suite and not about a seller
     * @param writes whether it changes something that is kept, so that the audit log has to know of it
     */
    public record Route(
            String method, String template, Service service, Set<Role> roles, boolean operators, boolean writes) {
        public Route {
            roles = Set.copyOf(roles);
        }

        /** May this caller call it, whichever seller it is about? */
        public boolean opensTo(Caller caller) {
            return caller.hasAnyOf(roles) && (!operators || caller.everySeller());
        }

        /** How many bytes a body may have. */
        public long bodyLimit() {
            return template.endsWith("/inbound") ? INBOUND_BODY_LIMIT : BODY_LIMIT;
        }

        /** Does the path name a tenant? */
        public boolean namesSeller() {
            return template.contains(SELLER);
        }
    }

    /** What the table says of a method and a path. */
    public sealed interface Lookup {

        /** The seller the path names, whether or not there is such a route; null where it names none. */
        @Nullable
        String sellerId();

        /** The path is a route's. */
        record Found(Route route, @Nullable String sellerId) implements Lookup {}

        /** The path is a route's, the method is not; {@code routes} are those the path has, at least one. */
        record OtherMethods(List<Route> routes, @Nullable String sellerId) implements Lookup {
            /** For the {@code Allow} header, sorted. */
            public Set<String> methods() {
                var methods = new TreeSet<String>();
                for (Route route : routes) {
                    methods.add(route.method());
                    if (route.method().equals("GET")) {
                        methods.add("HEAD");
                    }
                }
                return methods;
            }
        }

        /** No route has the path. */
        record Nothing(@Nullable String sellerId) implements Lookup {}
    }

    /** All rows, in the order of the reference page. */
    public static List<Route> routes() {
        return ROUTES;
    }

    /** Finds the row for a method and the decoded segments of a path below {@link #ROOT}; HEAD is read as GET. */
    public static Lookup lookup(String method, List<String> segments) {
        String sellerId = segments.size() >= 2 && segments.get(0).equals("sellers") ? segments.get(1) : null;
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<Route> samePath = TREE.at(segments);
        for (Route route : samePath) {
            if (route.method().equals(wanted)) {
                return new Lookup.Found(route, sellerId);
            }
        }
        return samePath.isEmpty() ? new Lookup.Nothing(sellerId) : new Lookup.OtherMethods(samePath, sellerId);
    }

    private static Route route(String method, String template, Service service, Set<Role> roles) {
        return new Route(method, template, service, roles, false, !method.equals("GET"));
    }

    /** What is posted to be answered and not to be kept, or is gone by itself within seconds. */
    private static Route passing(String method, String template, Service service, Set<Role> roles) {
        return new Route(method, template, service, roles, false, false);
    }

    private static Route operatorsRoute(String method, String template, Service service, Set<Role> roles) {
        return new Route(method, template, service, roles, true, !method.equals("GET"));
    }
}
