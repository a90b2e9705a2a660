package dev.rapport.local;

import dev.rapport.local.server.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The servers of this JVM. */
final class SharedServers {

    private static @Nullable Servers servers;

    private SharedServers() {}

    static synchronized Servers get() {
        if (servers == null) {
            Path folder = Path.of("target", "servers-" + ProcessHandle.current().pid());
            servers = Servers.chosen(folder);
            Servers started = servers;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started, folder), "end the shared servers"));
        }
        return servers;
    }

    static boolean containersChosen() {
        String variable = System.getenv(Servers.CHOICE.toUpperCase(Locale.ROOT).replace('.', '_'));
        String choice = System.getProperty(Servers.CHOICE, variable == null ? "embedded" : variable);
        return switch (choice) {
            case "embedded" -> false;
            case "containers" -> true;
            default -> throw new IllegalArgumentException(Servers.CHOICE + " is embedded or containers, not " + choice);
        };
    }

    private static void end(Servers started, Path folder) {
        started.close();
        try {
            if (Files.exists(folder)) {
                PostgresBinaries.delete(folder);
            }
        } catch (IOException left) {
            System.err.println("The servers' data was left in " + folder + ": " + left.getMessage());
        }
    }
}
