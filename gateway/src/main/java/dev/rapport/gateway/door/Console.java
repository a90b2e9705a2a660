package dev.rapport.gateway.door;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The console: one page for every address of it, and the files that page loads, as its build put them on the class path. A gateway
 * built without Node has none of it.
 */
final class Console {

    private static final String FOLDER = "/console/";
    private static final String PAGE = "index.html";

    /**
     * What addresses of the console begin with. A path is one only as a whole: with a dot segment or anything encoded beside the
     * colon of an id, the router might read another path in it than the access filter does.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("/dead-letters|/(?:inbox|stores)(?:/(?!\\.{1,2}(?:/|$))(?:[A-Za-z0-9._:~-]|%3A)+)*");

    /** Ant Design writes its style sheets into the page as it goes, and charts place their labels by style attributes. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    /** A file as it is, and compressed. */
    record File(Buffer plain, Buffer gzip, Buffer brotli, String type, Map<String, String> headers) {}

    private final Map<String, File> files;

    private Console(Map<String, File> files) {
        this.files = Map.copyOf(files);
    }

    /** What the build put there; empty without it. */
    static Console built() {
        Map<String, File> files = new HashMap<>();
        for (String name : names()) {
            files.put("/" + name, file(name));
        }
        return new Console(files);
    }

    boolean isThere() {
        return files.containsKey("/" + PAGE);
    }

    /** The file for a path: the page itself for every address of the console. */
    @Nullable
    File at(String rawPath) {
        if (rawPath.equals("/") || ADDRESS.matcher(rawPath).matches()) {
            return files.get("/" + PAGE);
        }
        return rawPath.equals("/" + PAGE) ? null : files.get(rawPath);
    }

    private static List<String> names() {
        try (InputStream in = Console.class.getResourceAsStream(FOLDER + "files.txt")) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File file(String name) {
        boolean page = name.equals(PAGE);
        // What the build names by its content never changes under that name.
        String cached = name.startsWith("assets/")
                ? "public, max-age=31536000, immutable"
                : page ? "no-cache" : "public, max-age=3600";
        Map<String, String> headers = new HashMap<>();
        headers.put("Cache-Control", cached);
        headers.put("Vary", "Accept-Encoding");
        headers.put("X-Content-Type-Options", "nosniff");
        if (page) {
            headers.put("Content-Security-Policy", POLICY);
            headers.put("Referrer-Policy", "no-referrer");
        }
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return new File(
                read(name),
                read(name + ".gz"),
                read(name + ".br"),
                TYPES.getOrDefault(ending, "application/octet-stream"),
                Map.copyOf(headers));
    }

    private static Buffer read(String name) {
        try (InputStream in = Console.class.getResourceAsStream(FOLDER + name)) {
            return Buffer.buffer(Objects.requireNonNull(in, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
