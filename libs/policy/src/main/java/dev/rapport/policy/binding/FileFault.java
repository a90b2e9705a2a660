package dev.rapport.policy.binding;

/**
 * One thing wrong with a file.
 *
 * @param file the file as it was named to the reader
 * @param line the line, from 1
 * @param key the dotted path of the key, such as {@code score.components[2].curve}; empty for the file as a whole
 * @param message what is wrong and, where short, what would be right
 */
public record FileFault(String file, int line, String key, String message) implements Comparable<FileFault> {

    @Override
    public int compareTo(FileFault other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return key.isEmpty()
                ? "%s:%d: %s".formatted(file, line, message)
                : "%s:%d: %s %s".formatted(file, line, key, message);
    }
}
