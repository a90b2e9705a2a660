package dev.rapport.local.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Where the build found the artifacts of the servers. They are listed in a resource that the build writes, because they
 * are not on the class path of those who test with this module.
 */
public final class ServerArtifacts {

    private static final String LIST = "servers.classpath";

    private ServerArtifacts() {}

    /** The jars of this module's whole runtime class path, without the module itself. */
    public static List<Path> jars() {
        try (InputStream in = ServerArtifacts.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException(LIST + " is missing: build deploy/local with Maven once");
            }
            String list = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Arrays.stream(list.split(File.pathSeparator)).map(Path::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder or jar this module itself was loaded from. */
    public static Path ownCode() {
        try {
            URI location = ServerArtifacts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When this module was built. */
    static Instant builtAt() {
        try {
            return Files.getLastModifiedTime(ownCode()).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path on which this module's own programs run in another process. */
    public static String classPath() {
        StringBuilder path = new StringBuilder(ownCode().toString());
        jars().forEach(jar -> path.append(File.pathSeparatorChar).append(jar));
        return path.toString();
    }

    /** The Java program this process runs on. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
