package dev.rapport.gateway.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes the document {@code /openapi} shows into a file, for the build of the console, whose types are generated from it. */
final class ApiDocumentFile {

    private ApiDocumentFile() {}

    /** Takes the file's path. A file that has that content already is left as it is: its age tells what was made from it is fresh. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        byte[] document = ApiDocument.ofServices().encodePrettily().getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), document)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, document);
    }
}
