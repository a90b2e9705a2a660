package dev.rapport.events;

import java.nio.file.Path;

/**
 * What {@code -Drapport.contract=…} asks of the tests that compare generated files with kept ones: {@code write} writes them,
 * {@code release} also takes the schemas into the baseline that later ones must be compatible with.
 */
enum Regeneration {
    NONE,
    WRITE,
    RELEASE;

    static final Path RESOURCES = Path.of("src/main/resources");
    static final Path BASELINE = Path.of("src/test/resources/baseline");

    static Regeneration asked() {
        return switch (System.getProperty("rapport.contract", "")) {
            case "" -> NONE;
            case "write" -> WRITE;
            case "release" -> RELEASE;
            default -> throw new IllegalArgumentException("-Drapport.contract is write or release");
        };
    }

    /** Writes a file if that is asked for, so that the comparison that follows holds. */
    static void keep(Path file, String generated) {
        if (asked() != NONE) {
            TestFiles.write(file, generated);
        }
    }
}
