package dev.rapport.review.review.adapter.rest;

import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.review.review.application.CaseFiles;
import dev.rapport.review.review.application.Deliveries;
import dev.rapport.review.review.application.Deliveries.Delivery;
import dev.rapport.review.review.application.Proposals;
import dev.rapport.review.review.application.Proposals.Proposed;
import dev.rapport.review.review.application.Readings;
import dev.rapport.review.review.application.ReviewQuery;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.Review;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** {@code GET …/reviews} and {@code GET …/reviews/{reviewId}}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/reviews")
@Produces(MediaType.APPLICATION_JSON)
final class ReviewResource {

    private final Readings readings;
    private final CaseFiles files;
    private final Proposals proposals;
    private final Deliveries deliveries;
    private final SellerTransactions transactions;
    private final Clock clock;

    ReviewResource(
            Readings readings,
            CaseFiles files,
            Proposals proposals,
            Deliveries deliveries,
            SellerTransactions transactions,
            Clock clock) {
        this.readings = readings;
        this.files = files;
        this.proposals = proposals;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A seller's reviews, newest first; {@code stars}, {@code class} and {@code stage} may be given several times or with commas. A review
     * is at the earliest of its stages that is not done; with {@code stage}, {@code dueBefore} is about that stage, else about the reply.
     */
    @GET
    public Page<ReviewView> reviews(
            @PathParam("sellerId") String sellerId,
            @QueryParam("stars") List<String> stars,
            @QueryParam("class") List<String> classes,
            @QueryParam("stage") List<String> stages,
            @QueryParam("productId") @Nullable String productId,
            @QueryParam("dueBefore") @Nullable String dueBefore,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var wantedStars = Filters.stars(stars);
        var wantedClasses = Filters.classes(classes);
        var wantedStages = Filters.stages(stages);
        String canonical = String.join(
                "|",
                "reviews",
                sellerId,
                "" + wantedStars,
                "" + wantedClasses,
                "" + wantedStages,
                "" + productId,
                "" + dueBefore);
        PageRequest request = PageRequest.of(limit, cursor, canonical);
        var query = new ReviewQuery(
                wantedStars,
                wantedClasses,
                wantedStages,
                productId,
                Filters.instant("dueBefore", dueBefore),
                position(request.after()),
                request.fetch());
        Page<Review> page = Page.of(request, readings.reviews(query), ReviewQuery.Position::keys);
        Instant now = clock.instant();
        List<String> ids =
                page.items().stream().map(review -> review.key().reviewId()).toList();
        Map<String, CaseFile> cases = transactions.read(sellerId, tx -> files.files(tx, sellerId, ids));
        Map<String, Delivery> sent = transactions.read(
                sellerId, tx -> deliveries.of(tx, sellerId, ReviewView.dispatches(page.items()), now));
        return page.map(review -> ReviewView.of(review, cases.get(review.key().reviewId()), null, sent, now));
    }

    /** One review. */
    @GET
    @Path("/{reviewId}")
    @APIResponseSchema(value = ReviewView.class, responseCode = "200")
    public Response review(@PathParam("sellerId") String sellerId, @PathParam("reviewId") String reviewId) {
        ReviewView view = readings.review(reviewId)
                .map(review -> view(sellerId, review))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return Response.ok(view).header("ETag", ETags.of(view.version())).build();
    }

    private ReviewView view(String sellerId, Review review) {
        String id = review.key().reviewId();
        return transactions.read(sellerId, tx -> {
            CaseFile file = files.files(tx, sellerId, List.of(id)).get(id);
            Proposed proposed = file == null ? null : proposals.of(tx, sellerId, file);
            Instant now = clock.instant();
            var sent = deliveries.of(tx, sellerId, ReviewView.dispatches(List.of(review)), now);
            return ReviewView.of(review, file, proposed, sent, now);
        });
    }

    private static ReviewQuery.@Nullable Position position(@Nullable Cursor after) {
        return after == null ? null : new ReviewQuery.Position(after.instant(0), after.text(1));
    }
}
