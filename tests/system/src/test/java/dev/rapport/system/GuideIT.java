package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.CommandLine;
import dev.rapport.system.suite.RunningSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations.md and the runbooks: their commands work, or say that they need a cluster. */
class GuideIT {

    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final Path DOCS = RunningSuite.root().resolve("docs");
    private static final Pattern BLOCK = Pattern.compile("```(console|sql)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("`((?:kubectl|docker|\\./rapport|SELECT) [^`]*)`");

    /** Those that end a suite, wait for a person or follow a log for ever. */
    private static final Set<String> NOT_IN_A_TEST = Set.of("up", "down");

    /** Commands that have told of themselves. */
    private static final Set<String> KNOWN = new TreeSet<>();

    @Test
    void shouldExecuteEveryBlockOfTheGuide() throws IOException, SQLException {
        List<String> done = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(DOCS.resolve("operations.md")));
        while (block.find()) {
            String text = block.group(2).strip();
            if (block.group(1).equals("sql")) {
                query(text);
            } else {
                for (String line : text.split("\n", -1)) {
                    call(line);
                }
            }
            done.add(text);
        }
        assertThat(done).hasSizeGreaterThan(6);
    }

    private static void query(String sql) throws SQLException {
        try (Connection connection =
                        SUITE.launcher().superuser(Service.SCORE.database().orElseThrow());
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute(sql)).isIn(true, false);
        }
    }

    private static void call(String line) {
        assertThat(line).startsWith("./rapport ");
        CommandLine.Outcome outcome =
                new CommandLine(SUITE).run(line.substring("./rapport ".length()).split(" ", -1));
        assertThat(outcome.exit()).as(line + ": " + outcome.err()).isZero();
    }

    /** A command in a sentence is one of ours that exists, a query that PostgreSQL takes, or is marked. */
    @Test
    void shouldMarkEveryCommandThatNeedsACluster() throws IOException, SQLException {
        try (Stream<Path> runbooks = Files.list(DOCS.resolve("runbooks"))) {
            for (Path page : Stream.concat(runbooks, Stream.of(DOCS.resolve("operations.md")))
                    .toList()) {
                for (String line : Files.readString(page).split("\n", -1)) {
                    Matcher command = INLINE.matcher(line);
                    while (command.find()) {
                        check(page, line, command.group(1));
                    }
                }
            }
        }
    }

    private static void check(Path page, String line, String command) throws SQLException {
        if (command.startsWith("kubectl")) {
            assertThat(line).as(page.toString()).contains("needs a cluster");
        } else if (command.startsWith("./rapport")) {
            String name = command.split(" ", -1)[1];
            if (!NOT_IN_A_TEST.contains(name) && KNOWN.add(name)) {
                assertThat(new CommandLine(SUITE).run(name, "--help").exit())
                        .as(page + ": " + command)
                        .isZero();
            }
        } else if (command.startsWith("SELECT") && !command.contains("PID")) {
            query(command);
        }
    }
}
