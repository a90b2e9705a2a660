package dev.rapport.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.kit.problem.CommonProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/http.md says what the code does. With {@code -Drapport.contract=write} its tables are written anew. */
class ReferencePageTest {

    private static final Path PAGE = Path.of("../../docs/reference/http.md");

    @Test
    void shouldListEveryRouteWithItsRoles() throws IOException {
        var table =
                new StringBuilder("\n| method | path under `" + AccessTable.ROOT + "` | service | roles | body |\n");
        table.append("|---|---|---|---|---|\n");
        for (AccessTable.Route route : AccessTable.routes()) {
            String roles = route.roles().stream().sorted().map(Role::claim).collect(Collectors.joining(", "))
                    + (route.operators() ? "; operators" : "");
            String body = route.method().equals("GET") ? "" : "≤ " + (route.bodyLimit() >> 10) + " KB";
            table.append("| %s | `%s` | %s | %s | %s |\n"
                    .formatted(route.method(), route.template(), route.service().wireName(), roles, body));
        }
        assertPageHas("routes", table.append("\n").toString());
    }

    @Test
    void shouldListEveryCommonCode() throws IOException {
        String rows = Arrays.stream(CommonProblem.values())
                .map(problem -> "| %d | `%s` | %s |\n".formatted(problem.status(), problem.name(), problem.title()))
                .collect(Collectors.joining());
        assertPageHas("problems", "\n| status | code | title |\n|---|---|---|\n" + rows + "\n");
    }

    private static void assertPageHas(String section, String expected) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + section + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- /" + section + " -->");
        if ("write".equals(System.getProperty("rapport.contract"))) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(expected);
    }
}
