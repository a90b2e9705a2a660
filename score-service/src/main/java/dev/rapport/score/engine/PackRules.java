package dev.rapport.score.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.policy.Metric;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** The rules of one pack in all its versions: each instant is judged by the version in force then. */
public final class PackRules {

    /** A version and what the arithmetic needs of it. */
    public record Version(Pack pack, ScoreRules rules) {}

    private final NavigableMap<Instant, Version> versions = new TreeMap<>();
    private final String fingerprint;

    private PackRules(Iterable<Pack> packs) {
        StringBuilder text = new StringBuilder();
        for (Pack pack : packs) {
            versions.put(pack.effectiveFrom(), new Version(pack, ScoreRules.of(pack)));
            Map<Metric, Object> metrics = new EnumMap<>(pack.metrics());
            text.append(pack.label())
                    .append(pack.effectiveFrom())
                    .append(pack.score())
                    .append(pack.standing())
                    .append(metrics);
        }
        fingerprint = UUID.nameUUIDFromBytes(text.toString().getBytes(UTF_8)).toString();
    }

    /** All versions of a pack. */
    public static PackRules of(Packs packs, String name) {
        return new PackRules(packs.versions(name));
    }

    /** The rules of one version as if it had always been in force: for what is tried on the past (SCO-06). */
    public static PackRules always(Pack version) {
        return new PackRules(List.of(version));
    }

    /** The version in force; before the first, the first. */
    public Version at(Instant instant) {
        Map.Entry<Instant, Version> inForce = versions.floorEntry(instant);
        return Objects.requireNonNull(inForce == null ? versions.firstEntry() : inForce)
                .getValue();
    }

    /** Another text for other numbers, also where somebody changed them without changing the version. */
    public String fingerprint() {
        return fingerprint;
    }
}
