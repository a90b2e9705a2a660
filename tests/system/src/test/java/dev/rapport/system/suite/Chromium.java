package dev.rapport.system.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The browser of tests: the one on this machine, else Debian's, installed where this process may. */
public final class Chromium {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final long PATIENCE_MINUTES = 8;

    private Chromium() {}

    /** Its program; empty where there is none and none can be installed. */
    public static Optional<Path> find() throws IOException, InterruptedException {
        Optional<Path> there = installed();
        if (there.isPresent() || !Files.isExecutable(APT) || !"root".equals(System.getProperty("user.name"))) {
            return there;
        }
        run(APT.toString(), "update", "-qq");
        run(APT.toString(), "install", "-y", "-qq", "--no-install-recommends", "chromium");
        return installed();
    }

    private static Optional<Path> installed() {
        return Stream.concat(Stream.ofNullable(System.getenv("RAPPORT_CHROMIUM")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether it came to something is seen by whether there is a browser then. */
    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }
}
