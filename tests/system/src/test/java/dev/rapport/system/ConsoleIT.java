package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rapport.system.suite.Chromium;
import dev.rapport.system.suite.RunningSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The console in a real browser on the running suite. What is done in the browser is in {@code gateway/src/main/webui/browser};
 * {@code -Drapport.test.shots=FOLDER} has it take pictures, {@code -Drapport.test.strict-budgets=true} hold the budgets as written.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final long PATIENCE_MINUTES = 12;

    private static @Nullable Path chromium;

    private final Path webui = RunningSuite.root().resolve("gateway/src/main/webui");

    @BeforeAll
    static void findABrowser() throws IOException, InterruptedException {
        Path root = RunningSuite.root();
        assumeTrue(
                Files.isRegularFile(root.resolve("gateway/target/classes/console/files.txt"))
                        && Files.isDirectory(root.resolve("gateway/src/main/webui/node_modules/playwright-core")),
                "The console is not built here: it needs Node 20.19 or newer with npm.");
        chromium = Chromium.find().orElse(null);
        assumeTrue(chromium != null, "There is no Chromium here, and none could be installed from Debian.");
    }

    @Test
    @Order(1)
    void shouldShowEveryPageInBothLanguagesWithoutFault() throws IOException, InterruptedException {
        browse("pages", Map.of());
    }

    @Test
    @Order(2)
    void shouldServeAnAgentASupervisorAndAnOwner() throws IOException, InterruptedException {
        browse("journeys", Map.of());
    }

    @Test
    @Order(3)
    void shouldKeepItsBudgets() throws IOException, InterruptedException {
        browse("budgets", Map.of());
    }

    @Test
    @Order(4)
    void shouldGoOnWithoutOneService() throws IOException, InterruptedException {
        RunningSuite suite = RunningSuite.shared();
        suite.launcher().kill("review-service");
        try {
            browse("away", Map.of("RAPPORT_AWAY", "review-service"));
        } finally {
            suite.startWhatIsGone();
        }
    }

    private void browse(String journeys, Map<String, String> more) throws IOException, InterruptedException {
        RunningSuite suite = RunningSuite.shared();
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path log = target.resolve("console-" + journeys + ".log");
        ProcessBuilder command = new ProcessBuilder(
                        "node", "--test", "--test-timeout=700000", "browser/" + journeys + ".browser.mjs")
                .directory(webui.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = command.environment();
        environment.put("RAPPORT_BASE", base(suite));
        environment.put("RAPPORT_CHROMIUM", String.valueOf(chromium));
        environment.put("RAPPORT_STRICT", String.valueOf(Boolean.getBoolean("rapport.test.strict-budgets")));
        environment.put("RAPPORT_FIGURES", target.resolve("console-figures.md").toString());
        String shots = System.getProperty("rapport.test.shots", "");
        if (!shots.isEmpty()) {
            environment.put(
                    "RAPPORT_SHOTS",
                    RunningSuite.root().resolve(shots).toAbsolutePath().toString());
        }
        environment.putAll(more);
        Process node = command.start();
        // A run that is called off leaves no browser behind.
        Thread callOff = new Thread(() -> {
            node.descendants().forEach(ProcessHandle::destroy);
            node.destroy();
        });
        Runtime.getRuntime().addShutdownHook(callOff);
        boolean ended = node.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            node.destroyForcibly().waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(callOff);
        assertThat(ended).as(Files.readString(log)).isTrue();
        assertThat(node.exitValue()).as(Files.readString(log)).isZero();
    }

    private static String base(RunningSuite suite) {
        String gateway = suite.launcher().gateway().toString();
        return gateway.endsWith("/") ? gateway.substring(0, gateway.length() - 1) : gateway;
    }
}
