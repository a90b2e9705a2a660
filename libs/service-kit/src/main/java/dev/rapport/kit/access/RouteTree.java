package dev.rapport.kit.access;

import dev.rapport.kit.access.AccessTable.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes by the segments of their paths: every request looks one up, and there are more of them with every capability. */
final class RouteTree {

    /** @param position in the table, which decides between a name and a variable at the same place */
    private record Placed(int position, Route route) {}

    private static final class Node {
        private final Map<String, Node> named = new HashMap<>();
        private @Nullable Node variable;
        private final List<Placed> routes = new ArrayList<>();

        private Node under(String segment) {
            if (!segment.startsWith("{")) {
                return named.computeIfAbsent(segment, _ -> new Node());
            }
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }
    }

    private final Node root = new Node();

    RouteTree(List<Route> routes) {
        for (int i = 0; i < routes.size(); i++) {
            Node node = root;
            for (String segment : routes.get(i).template().substring(1).split("/", -1)) {
                node = node.under(segment);
            }
            node.routes.add(new Placed(i, routes.get(i)));
        }
    }

    /** The routes a path has, whatever their methods, in the order of the table. */
    List<Route> at(List<String> segments) {
        List<Placed> found = new ArrayList<>();
        collect(root, segments, 0, found);
        found.sort(Comparator.comparingInt(Placed::position));
        return found.stream().map(Placed::route).toList();
    }

    private static void collect(Node node, List<String> segments, int depth, List<Placed> into) {
        if (depth == segments.size()) {
            into.addAll(node.routes);
            return;
        }
        Node named = node.named.get(segments.get(depth));
        if (named != null) {
            collect(named, segments, depth + 1, into);
        }
        if (node.variable != null) {
            collect(node.variable, segments, depth + 1, into);
        }
    }
}
