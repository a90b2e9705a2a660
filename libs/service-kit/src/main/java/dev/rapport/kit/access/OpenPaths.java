package dev.rapport.kit.access;

/** What a process shows without a token beside {@code /api}; a bean of it is asked by {@link AccessFilter}. Without one, nothing is open. */
public interface OpenPaths {

    /** Is this raw path, compared as it came, open to everybody? Never true below {@code /api}: that is not asked. */
    boolean contains(String rawPath);
}
