package dev.rapport.score.explanation;

import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.policy.ScoreComponent;
import dev.rapport.score.ScoreProblem;
import dev.rapport.score.card.Inquiries;
import dev.rapport.score.card.Inquiries.Inquiry;
import dev.rapport.score.card.Question;
import dev.rapport.score.engine.Evidence;
import dev.rapport.score.engine.Evidence.Kind;
import dev.rapport.score.engine.Window;
import dev.rapport.score.freshness.Freshness;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /sellers/{sellerId}/score/explanation/evidence}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/score/explanation/evidence")
@Produces(MediaType.APPLICATION_JSON)
final class EvidenceResource {
    /** What the violations' evidence is asked by; no component may be called so. */
    static final String VIOLATIONS = "violations";

    private final Inquiries inquiries;

    EvidenceResource(Inquiries inquiries) {
        this.inquiries = inquiries;
    }

    /**
     * A page of evidence.
     *
     * @param metric null for violations
     * @param items newest first, in the shapes of {@link EvidenceItem}
     */
    record Answer(
            String sellerId,
            Instant asOf,
            int windowHours,
            String component,
            @Nullable String metric,
            List<Map<String, Object>> items,
            @Nullable String next,
            Freshness freshness) {}

    @GET
    @Operation(
            summary = "The events that lowered a component, newest first, each with its conversation, review or order")
    public Answer evidence(
            @PathParam("sellerId") String sellerId,
            @QueryParam("component") @Nullable String component,
            @QueryParam("asOf") @Nullable String asOf,
            @QueryParam("window") @Nullable String window,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest request =
                PageRequest.of(limit, cursor, "evidence " + sellerId + " " + component + " " + asOf + " " + window);
        return inquiries.answer(sellerId, asOf, inquiry -> page(inquiry, component, window, request));
    }

    private static Answer page(Inquiry inquiry, @Nullable String name, @Nullable String windowText, PageRequest request)
            throws SQLException {
        Window window = Question.window(windowText, inquiry.asOf(), inquiry.pack());
        ScoreComponent component = VIOLATIONS.equals(name) ? null : component(inquiry, name);
        Kind kind = component == null ? Kind.VIOLATION : Kind.of(component.metric());
        List<Evidence> found = kind == null
                ? List.of()
                : EvidenceRows.read(
                        inquiry.tx(), inquiry.seller(), kind, window, inquiry.asOf(), request.after(), request.fetch());
        Page<Evidence> page = Page.of(request, found, one -> List.of(one.at(), one.ref()));
        return new Answer(
                inquiry.seller(),
                inquiry.asOf(),
                window.length(),
                component == null ? VIOLATIONS : component.name(),
                component == null ? null : component.metric().wireName(),
                page.items().stream().map(EvidenceItem::of).toList(),
                page.next(),
                inquiry.freshness());
    }

    private static ScoreComponent component(Inquiry inquiry, @Nullable String name) {
        List<ScoreComponent> components = inquiry.rules().components();
        return components.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Question.refused(
                        ScoreProblem.COMPONENT_UNKNOWN,
                        "component",
                        "is one of "
                                + components.stream().map(ScoreComponent::name).collect(Collectors.joining(", "))
                                + ", " + VIOLATIONS));
    }
}
