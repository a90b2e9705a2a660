package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rapport.system.suite.RunningSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The console in a real browser: every page in both languages, without serious faults of accessibility, and the ways people go through
 * them. What is done in the browser is in {@code gateway/src/main/webui/browser}.
 */
@Tag("long")
class ConsoleIT {

    private static final List<Path> BROWSERS = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .toList();

    @Test
    void shouldServeAnAgentASupervisorAndAnOwnerInABrowser() throws IOException, InterruptedException {
        Path webui = RunningSuite.root().resolve("gateway/src/main/webui");
        assumeTrue(BROWSERS.stream().anyMatch(Files::isExecutable), "no Chromium on this machine");
        assumeTrue(Files.isDirectory(webui.resolve("node_modules")), "the console was not built here");
        RunningSuite suite = RunningSuite.shared();
        Path log = Files.createDirectories(Path.of("target")).resolve("console-browser.log");

        ProcessBuilder command = new ProcessBuilder(
                        "node", "--test", "--test-timeout=180000", "browser/console.browser.mjs")
                .directory(webui.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().put("RAPPORT_BASE", base(suite));
        Process node = command.start();

        assertThat(node.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(node.exitValue()).as(Files.readString(log)).isZero();
    }

    private static String base(RunningSuite suite) {
        String gateway = suite.launcher().gateway().toString();
        return gateway.endsWith("/") ? gateway.substring(0, gateway.length() - 1) : gateway;
    }
}
