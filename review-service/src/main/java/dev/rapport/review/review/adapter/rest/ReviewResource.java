package dev.rapport.review.review.adapter.rest;

import dev.rapport.kit.etag.ETags;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.review.review.application.Readings;
import dev.rapport.review.review.application.ReviewQuery;
import dev.rapport.review.review.model.Review;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET …/reviews} and {@code GET …/reviews/{reviewId}}. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/reviews")
@Produces(MediaType.APPLICATION_JSON)
final class ReviewResource {

    private final Readings readings;

    ReviewResource(Readings readings) {
        this.readings = readings;
    }

    /** A seller's reviews, newest first; {@code stars} and {@code class} may be given several times or with commas. */
    @GET
    public Page<ReviewView> reviews(
            @PathParam("sellerId") String sellerId,
            @QueryParam("stars") List<String> stars,
            @QueryParam("class") List<String> classes,
            @QueryParam("productId") @Nullable String productId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var wantedStars = Filters.stars(stars);
        var wantedClasses = Filters.classes(classes);
        String canonical = String.join("|", "reviews", sellerId, "" + wantedStars, "" + wantedClasses, "" + productId);
        PageRequest request = PageRequest.of(limit, cursor, canonical);
        var query = new ReviewQuery(wantedStars, wantedClasses, productId, position(request.after()), request.fetch());
        Page<Review> page = Page.of(request, readings.reviews(query), ReviewQuery.Position::keys);
        return page.map(ReviewView::of);
    }

    /** One review. */
    @GET
    @Path("/{reviewId}")
    public Response review(@PathParam("sellerId") String sellerId, @PathParam("reviewId") String reviewId) {
        ReviewView view = readings.review(reviewId)
                .map(ReviewView::of)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return Response.ok(view).header("ETag", ETags.of(view.version())).build();
    }

    private static ReviewQuery.@Nullable Position position(@Nullable Cursor after) {
        return after == null ? null : new ReviewQuery.Position(after.instant(0), after.text(1));
    }
}
