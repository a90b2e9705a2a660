package dev.rapport.score.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.policy.Packs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The shipped pack as somebody would copy and change it. */
public final class ShippedPack {
    private ShippedPack() {}

    /** Writes a copy in which a text that occurs is another. */
    public static Path changed(Path folder, String from, String to) throws IOException {
        try (InputStream shipped =
                Objects.requireNonNull(Packs.class.getResourceAsStream("/packs/aliexpress/2024-06.yaml"))) {
            String text = new String(shipped.readAllBytes(), UTF_8);
            if (!text.contains(from)) {
                throw new IllegalArgumentException("the shipped pack does not say " + from);
            }
            return Files.writeString(folder.resolve("candidate.yaml"), text.replace(from, to));
        }
    }
}
