package dev.rapport.local.suite;

import java.nio.file.Path;
import java.util.Optional;

/** The folder of packs beside the shipped ones. */
public final class PackFolder {

    /** Where the user names it. */
    public static final String VARIABLE = "RAPPORT_PACKS";

    private PackFolder() {}

    /** What the user names, absolute: services run in another folder than the user. */
    public static Optional<Path> named() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).toAbsolutePath());
    }
}
