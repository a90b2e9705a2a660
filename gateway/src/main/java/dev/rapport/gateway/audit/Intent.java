package dev.rapport.gateway.audit;

import dev.rapport.kit.access.AccessTable;
import dev.rapport.kit.access.Granted;
import dev.rapport.kit.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What somebody is about to do.
 *
 * @param sellerId {@link #NO_SELLER} where the path names none
 * @param roles those of the token that open the route
 * @param action the operation's id in the OpenAPI document
 * @param path the template
 * @param ids what the path has in the template's places, but for the seller, by name
 */
record Intent(
        UUID auditId,
        String sellerId,
        Instant at,
        String actor,
        List<String> roles,
        String action,
        String method,
        String path,
        Map<String, String> ids,
        String traceId) {

    /** Stands for no seller; it is nobody's id and shown to operators only. */
    static final String NO_SELLER = "*";

    private static final String SELLER = "sellerId";

    Intent {
        roles = List.copyOf(roles);
        ids = Map.copyOf(ids);
    }

    /** The intent of a request that was granted. */
    static Intent of(UUID auditId, Granted granted, String action, String traceId, Instant at) {
        AccessTable.Route route = granted.route();
        String sellerId = granted.sellerId();
        return new Intent(
                auditId,
                sellerId == null ? NO_SELLER : sellerId,
                at,
                granted.caller().agentId(),
                granted.caller().roles().stream()
                        .filter(route.roles()::contains)
                        .sorted()
                        .map(Role::claim)
                        .toList(),
                action,
                route.method(),
                AccessTable.ROOT + route.template(),
                idsOf(AccessTable.ROOT + route.template(), granted.path()),
                traceId);
    }

    /** A canonical path fits its template segment by segment. */
    private static Map<String, String> idsOf(String template, String path) {
        String[] names = template.split("/", -1);
        String[] values = path.split("/", -1);
        Map<String, String> ids = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{") && !names[i].equals('{' + SELLER + '}')) {
                ids.put(names[i].substring(1, names[i].length() - 1), values[i]);
            }
        }
        return ids;
    }
}
