package dev.rapport.score.packs;

import dev.rapport.kit.page.Page;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /packs}: every pack this suite knows, with all its numbers. */
@Singleton
@Path("/api/v1/packs")
@Produces(MediaType.APPLICATION_JSON)
final class PackResource {
    private final Packs packs;
    private final Clock clock;

    PackResource(Packs packs, Clock clock) {
        this.packs = packs;
        this.clock = clock;
    }

    /**
     * A pack in a list.
     *
     * @param inForce label of the version that holds now
     */
    record Summary(String name, String marketplace, String inForce, List<Version> versions) {}

    /** A version of a pack and from when it holds. */
    record Version(String label, String version, Instant effectiveFrom) {}

    @GET
    @Operation(summary = "All packs and their versions")
    public Page<Summary> list() {
        Instant now = clock.instant();
        return new Page<>(packs.names().stream().map(name -> summary(name, now)).toList(), null);
    }

    private Summary summary(String name, Instant now) {
        Pack inForce = packs.pack(name, now);
        return new Summary(name, inForce.marketplace(), inForce.label(), versions(name));
    }

    private List<Version> versions(String name) {
        return packs.versions(name).stream()
                .map(pack -> new Version(pack.label(), pack.version(), pack.effectiveFrom()))
                .toList();
    }

    @GET
    @Path("{name}")
    @Operation(summary = "A pack with all its numbers; durations are in seconds")
    public Map<String, @Nullable Object> read(
            @PathParam("name") String name, @QueryParam("version") @Nullable String version) {
        if (!packs.names().contains(name)) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        Pack pack = version == null ? packs.pack(name, clock.instant()) : version(name, version);
        answer.put("label", pack.label());
        if (Objects.requireNonNull(PackTree.of(pack)) instanceof Map<?, ?> tree) {
            tree.forEach((key, value) -> answer.put(String.valueOf(key), value));
        }
        answer.put("versions", versions(name));
        return answer;
    }

    private Pack version(String name, String version) {
        return packs.versions(name).stream()
                .filter(pack -> pack.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }
}
