package dev.rapport.review.review.adapter.postgres;

import dev.rapport.kit.tenancy.SellerScoped;
import dev.rapport.review.review.application.Readings;
import dev.rapport.review.review.application.ReviewQuery;
import dev.rapport.review.review.model.Review;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@link Readings} by Hibernate, which adds the tenant to every query; row-level security stands behind it. */
@Singleton
class HibernateReadings implements Readings {

    // REV-03: the stage a review is at is the earliest that is not done.
    private static final String AT_STAGE = """
            exists (from StageEntity s where s.reviewId = r.reviewId and s.stage in :stages and s.completedAt is null%s
                    and not exists (from StageEntity e where e.reviewId = s.reviewId and e.completedAt is null and e.dueAt < s.dueAt))
            """;

    private final EntityManager entities;

    HibernateReadings(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    @SellerScoped
    public Optional<Review> review(String reviewId) {
        ReviewEntity found = entities.find(ReviewEntity.class, reviewId);
        return found == null
                ? Optional.empty()
                : Optional.of(whole(List.of(found)).getFirst());
    }

    @Override
    @SellerScoped
    public List<Review> reviews(ReviewQuery query) {
        return whole(page(query));
    }

    private List<ReviewEntity> page(ReviewQuery query) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (!query.stars().isEmpty()) {
            conditions.add("r.stars in :stars");
            parameters.put(
                    "stars", query.stars().stream().map(Integer::shortValue).toList());
        }
        if (!query.classes().isEmpty()) {
            conditions.add("coalesce(r.corrected, r.guess) in :classes");
            parameters.put("classes", query.classes());
        }
        if (query.productId() != null) {
            conditions.add("r.productId = :product");
            parameters.put("product", query.productId());
        }
        if (!query.stages().isEmpty()) {
            conditions.add(AT_STAGE.formatted(query.dueBefore() == null ? "" : " and s.dueAt < :due"));
            parameters.put("stages", query.stages());
        } else if (query.dueBefore() != null) {
            conditions.add("r.repliedAt is null and r.replyDueAt < :due");
        }
        if (query.dueBefore() != null) {
            parameters.put("due", query.dueBefore());
        }
        if (query.after() != null) {
            conditions.add("(r.postedAt, r.reviewId) < (:at, :id)");
            parameters.put("at", query.after().postedAt());
            parameters.put("id", query.after().reviewId());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        TypedQuery<ReviewEntity> page = entities.createQuery(
                "select r from ReviewEntity r" + where + " order by r.postedAt desc, r.reviewId desc",
                ReviewEntity.class);
        parameters.forEach(page::setParameter);
        return page.setMaxResults(query.fetch()).getResultList();
    }

    /** The reviews with their revisions and replies, in the same order. */
    private List<Review> whole(List<ReviewEntity> rows) {
        Map<String, ReviewParts> parts = new LinkedHashMap<>();
        rows.forEach(row -> parts.put(row.reviewId, row.parts()));
        entities.createQuery(
                        "select r from RevisionEntity r where r.reviewId in :ids order by r.revisedAt",
                        RevisionEntity.class)
                .setParameter("ids", parts.keySet())
                .getResultList()
                .forEach(row -> part(parts, row.reviewId).revisions().add(row.revision()));
        entities.createQuery(
                        "select r from ReplyEntity r where r.reviewId in :ids order by r.repliedAt, r.replyId",
                        ReplyEntity.class)
                .setParameter("ids", parts.keySet())
                .getResultList()
                .forEach(row -> part(parts, row.reviewId).replies().add(row.reply()));
        return parts.values().stream().map(ReviewParts::review).toList();
    }

    private static ReviewParts part(Map<String, ReviewParts> parts, String reviewId) {
        return Objects.requireNonNull(parts.get(reviewId), "only what was asked for is found");
    }
}
