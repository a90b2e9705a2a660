package dev.rapport.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.kit.access.AccessTable.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTreeTest {

    private static final long SEED = 11;
    private final RouteTree tree = new RouteTree(AccessTable.routes());

    /** What the tree is quicker than: every template held against the path. */
    private static List<Route> oneByOne(List<String> segments) {
        return AccessTable.routes().stream()
                .filter(route -> {
                    List<String> template = segments(route);
                    if (template.size() != segments.size()) {
                        return false;
                    }
                    for (int i = 0; i < template.size(); i++) {
                        if (!template.get(i).startsWith("{") && !template.get(i).equals(segments.get(i))) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
    }

    private static List<String> segments(Route route) {
        return List.of(route.template().substring(1).split("/", -1));
    }

    @Test
    void shouldFindWhatOneByOneFinds() {
        var random = new Random(SEED);
        List<String> words = AccessTable.routes().stream()
                .flatMap(route -> segments(route).stream())
                .distinct()
                .toList();
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            Route near =
                    AccessTable.routes().get(random.nextInt(AccessTable.routes().size()));
            List<String> path = new ArrayList<>(segments(near));
            path.replaceAll(segment -> segment.startsWith("{") ? "x1" : segment);
            switch (random.nextInt(4)) {
                case 0 -> path.set(random.nextInt(path.size()), words.get(random.nextInt(words.size())));
                case 1 -> path.add(words.get(random.nextInt(words.size())));
                case 2 -> path.removeLast();
                default -> {}
            }
            List<Route> expected = oneByOne(path);
            assertThat(tree.at(path)).as(path.toString()).isEqualTo(expected);
            found += expected.isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(5_000);
    }

    @Test
    void shouldKeepTheOrderOfTheTableBetweenANameAndAVariable() {
        Route name = new Route("GET", "/things/all", Service.SCORE, Set.of(Role.VIEWER), false, false);
        Route variable = new Route("GET", "/things/{id}", Service.SCORE, Set.of(Role.VIEWER), false, false);

        Stream.of(List.of(name, variable), List.of(variable, name))
                .forEach(table -> assertThat(new RouteTree(table).at(List.of("things", "all")))
                        .isEqualTo(table));
        assertThat(new RouteTree(List.of(name, variable)).at(List.of("things", "x")))
                .containsExactly(variable);
        assertThat(new RouteTree(List.of(name)).at(List.of())).isEmpty();
    }
}
