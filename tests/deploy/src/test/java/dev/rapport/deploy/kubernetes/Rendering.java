package dev.rapport.deploy.kubernetes;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An overlay as a cluster gets it. kustomize makes it where the machine has one; what it made stands beside the overlays, with a digest of
 * all it was made from, so that it is checked everywhere and cannot fall behind unnoticed.
 */
final class Rendering {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path KUBERNETES = ROOT.resolve("deploy/kubernetes");

    private Rendering() {}

    static Path file(String overlay) {
        return KUBERNETES.resolve("rendered").resolve(overlay + ".yaml");
    }

    /** What stands at the head of a rendered file. */
    static String head(String overlay) {
        return "# Rendered: mvn -pl tests/deploy -am test -Drapport.contract=write, which needs kubectl or kustomize\n"
                + "# From: "
                + digest(overlay) + "\n";
    }

    /** The overlay rendered now; empty where nothing can render it. */
    static Optional<String> now(String overlay) throws IOException, InterruptedException {
        String folder = KUBERNETES.resolve("overlays").resolve(overlay).toString();
        for (List<String> command :
                List.of(List.of("kustomize", "build", folder), List.of("kubectl", "kustomize", folder))) {
            if (present(command.getFirst())) {
                Process process = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IOException(String.join(" ", command) + " failed");
                }
                return Optional.of(head(overlay) + text);
            }
        }
        return Optional.empty();
    }

    private static boolean present(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Over every file of the base and of the overlay. */
    private static String digest(String overlay) {
        try (Stream<Path> base = Files.walk(KUBERNETES.resolve("base"));
                Stream<Path> own = Files.walk(KUBERNETES.resolve("overlays").resolve(overlay))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : Stream.concat(base, own)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                digest.update(KUBERNETES.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
