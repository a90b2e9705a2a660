package dev.rapport.policy;

import dev.rapport.policy.binding.FileFault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All packs a process knows, by name and by when they hold. Read once at start; immutable.
 *
 * <p>{@code aliexpress} and {@code amazon} are shipped. An override folder adds versions and packs, or replaces a shipped
 * file that has the same kind, name and version.
 */
public final class Packs {

    private final NavigableMap<String, NavigableMap<Instant, Pack>> byName = new TreeMap<>();

    private Packs(Collection<Pack> packs) {
        for (Pack pack : packs) {
            byName.computeIfAbsent(pack.name(), name -> new TreeMap<>()).put(pack.effectiveFrom(), pack);
        }
    }

    /**
     * Reads the shipped files and those of a folder.
     *
     * @param overrides a folder whose {@code *.yaml} files, at any depth, are read too; names of files carry no meaning;
     *     null for none
     * @throws PackException when any file is faulty, with all faults
     */
    public static Packs load(@Nullable Path overrides) {
        List<FileFault> faults = new ArrayList<>();
        Collection<Pack> packs = new PackFiles(faults).read(overrides);
        if (!faults.isEmpty()) {
            throw new PackException(faults);
        }
        return new Packs(packs);
    }

    /**
     * Reads one pack that is not in force yet, to be tried. The tables it names are those that are shipped or in the folder.
     *
     * @param overrides as for {@link #load}
     * @param file takes the place of a pack of the same name and version
     * @throws PackException when any file is faulty, with all faults
     */
    public static Pack candidate(@Nullable Path overrides, Path file) {
        List<FileFault> faults = new ArrayList<>();
        Pack candidate = new PackFiles(faults).candidate(overrides, file);
        if (candidate == null || !faults.isEmpty()) {
            throw new PackException(faults);
        }
        return candidate;
    }

    /**
     * The version in force at {@code at}; before the first, the first.
     *
     * @throws UnknownPackException when no pack has that name
     */
    public Pack pack(String name, Instant at) {
        NavigableMap<Instant, Pack> versions = named(name);
        var inForce = versions.floorEntry(at);
        return inForce == null ? versions.firstEntry().getValue() : inForce.getValue();
    }

    /**
     * All versions of a pack by when they begin to hold.
     *
     * @throws UnknownPackException when no pack has that name
     */
    public List<Pack> versions(String name) {
        return named(name).values().stream()
                .sorted(Comparator.comparing(Pack::effectiveFrom))
                .toList();
    }

    /** The names of all packs, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    private NavigableMap<Instant, Pack> named(String name) {
        NavigableMap<Instant, Pack> versions = byName.get(name);
        if (versions == null) {
            throw new UnknownPackException(name);
        }
        return versions;
    }
}
