package dev.rapport.score.profile;

import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.policy.Packs;
import dev.rapport.score.SellerPath;
import dev.rapport.score.profile.ZoneCheckAnswer.Checked;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code /sellers/{sellerId}}: the profile of one seller. */
@Singleton
@Path("/api/v1/sellers/{sellerId}")
@Produces(MediaType.APPLICATION_JSON)
final class ProfileResource {
    private final Profiles profiles;
    private final Packs packs;
    private final Clock clock;
    private final Zones zones;

    ProfileResource(Profiles profiles, Packs packs, Zones zones, Clock clock) {
        this.profiles = profiles;
        this.zones = zones;
        this.packs = packs;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The profile of a seller; the default one when nobody has brought one")
    @APIResponseSchema(value = Checked.class, responseCode = "200")
    public Response read(
            @PathParam("sellerId") String sellerId, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNone) {
        StoredProfile stored = profiles.read(SellerPath.check(sellerId));
        if (ETags.unchanged(ifNone, stored.version())) {
            return Response.notModified()
                    .header(HttpHeaders.ETAG, ETags.of(stored.version()))
                    .build();
        }
        return answer(stored);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replaces the profile of a seller as a whole")
    @APIResponseSchema(value = Checked.class, responseCode = "200")
    public Response replace(
            @PathParam("sellerId") String sellerId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ProfileDocument document) {
        ProfileCheck check = new ProfileCheck(packs, clock.instant());
        return switch (check.check(SellerPath.check(sellerId), document)) {
            case ProfileCheck.Verdict.Valid valid -> answer(profiles.replace(valid.profile(), ifMatch));
            case ProfileCheck.Verdict.Invalid invalid -> throw new ProblemException(invalid.problem());
        };
    }

    private Response answer(StoredProfile stored) {
        return Response.ok(new Checked(ProfileDocument.of(stored.profile()), zones.check(stored.profile())))
                .header(HttpHeaders.ETAG, ETags.of(stored.version()))
                .build();
    }
}
