package dev.rapport.review.casework;

import dev.rapport.events.DispatchKind;
import dev.rapport.events.EventType;
import dev.rapport.events.FactId;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.ReviewFact.ReviewInvited;
import dev.rapport.events.ReviewFact.ReviewReclassified;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Stage;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.policy.Pack;
import dev.rapport.review.dispatch.Dispatches;
import dev.rapport.review.review.application.Reviews;
import dev.rapport.review.review.application.Rulebook;
import dev.rapport.review.review.model.CaseFile;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.StageClock;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What people do about reviews. Each step locks the review's row first, so of two at once one sees what the other did. */
@Singleton
public final class CaseSteps {
    private static final String CHANNEL = "IN_SITE";

    private final Reviews reviews;
    private final Cases cases;
    private final InviteScores scores;
    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Dispatches dispatches;
    private final Outbox outbox;

    CaseSteps(
            Reviews reviews,
            Cases cases,
            InviteScores scores,
            SellerProfiles profiles,
            Rulebook rulebook,
            Dispatches dispatches,
            Outbox outbox) {
        this.reviews = reviews;
        this.cases = cases;
        this.scores = scores;
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.dispatches = dispatches;
        this.outbox = outbox;
    }

    /**
     * Who does what to which review.
     *
     * @param expected whether the version that exists is the one the agent has seen
     */
    record Step(
            ReviewKey review,
            String agentId,
            Instant now,
            LongPredicate expected,
            @Nullable String traceparent) {}

    /** Why a step may or may not be done. */
    enum May {
        YES,
        /** REV-03: stages are for negative reviews that are not malicious. */
        NOT_STAGED,
        /** It has been done. */
        DONE,
        /** REV-04: only after evidence. */
        NO_EVIDENCE,
        /** REV-04: the marketplace forbids it. */
        FORBIDDEN,
        /** CARE-04: the score is too low. */
        SCORE_TOO_LOW,
        /** MSG-11: sending is frozen. */
        FROZEN
    }

    /** What came of a step. */
    sealed interface Result {
        /** Done: as the case stands now. */
        record Done(CaseFile file, long version) implements Result {}

        record NoSuchReview() implements Result {}

        record Stale(long version) implements Result {}

        record PackUnknown() implements Result {}

        record No(May why) implements Result {}
    }

    private record Opened(Review review, CaseFile file, SellerChanged profile, Pack pack) {}

    /** REV-03: proof was given, such as a tracking number. */
    Result evidence(Connection tx, Step step, String outcome) throws SQLException {
        return open(tx, step, opened -> {
            May may = evidence(opened.file);
            if (may != May.YES) {
                return new Result.No(may);
            }
            List<Fact> facts = cases.complete(tx, step.review, Stage.EVIDENCE, step.now, step.agentId, outcome);
            return done(tx, step, facts);
        });
    }

    /** REV-04: the buyer is asked to revise, through the marketplace's own function. */
    Result invite(Connection tx, Step step) throws SQLException {
        return open(tx, step, opened -> {
            May may = invitation(tx, opened, step);
            if (may != May.YES) {
                return new Result.No(may);
            }
            cases.invited(tx, step.review, step.now);
            List<Fact> facts = new ArrayList<>();
            var fact = new ReviewInvited(
                    step.review.sellerId(),
                    step.review.reviewId(),
                    opened.review.posted().postedAt());
            facts.add(Fact.of(fact, step.now, opened.review.posted().pack(), fact.reviewId()));
            facts.addAll(cases.complete(tx, step.review, Stage.INVITATION, step.now, step.agentId, null));
            facts.add(dispatches.ask(
                    tx, request(step, opened), step.now, opened.review.posted().pack()));
            return done(tx, step, facts);
        });
    }

    /** REV-01: an agent knows better; guess and correction are both kept. */
    Result classify(Connection tx, Step step, ReviewClass to) throws SQLException {
        return open(tx, step, opened -> {
            ReviewClass before = opened.file.reviewClass();
            cases.corrected(tx, step.review, to, step.agentId, step.now);
            List<Fact> facts = new ArrayList<>();
            if (before != to) {
                facts.add(reclassified(step, opened, before, to));
                facts.addAll(restage(tx, step, opened, to));
            }
            return done(tx, step, facts);
        });
    }

    private static Fact reclassified(Step step, Opened opened, ReviewClass before, ReviewClass to) {
        var posting = opened.review.posted();
        var fact = new ReviewReclassified(
                step.review.sellerId(), step.review.reviewId(), before, to, posting.stars(), posting.postedAt());
        return Fact.of(fact, step.now, posting.pack(), fact.reviewId(), step.now.toString());
    }

    /** REV-03: malicious ones have no stages, the others do. */
    private List<Fact> restage(Connection tx, Step step, Opened opened, ReviewClass to) throws SQLException {
        if (to == ReviewClass.MALICIOUS) {
            return cases.close(tx, step.review, step.now);
        }
        if (Cases.isStaged(opened.review, to, opened.pack.reviews().negativeUpTo())) {
            cases.open(tx, step.review, opened.review.posted().postedAt(), opened.pack);
            return cases.apologised(tx, List.of(step.review), null);
        }
        return List.of();
    }

    private static DispatchRequested request(Step step, Opened opened) {
        var posting = opened.review.posted();
        return new DispatchRequested(
                step.review.sellerId(),
                dispatchId(step.review),
                1,
                DispatchKind.INVITATION,
                CHANNEL,
                opened.profile.marketplace(),
                null,
                step.review.reviewId(),
                posting.orderId(),
                posting.buyerId(),
                "",
                null);
    }

    /** There is one invitation per review, so its dispatch needs no other name. */
    public static String dispatchId(ReviewKey key) {
        return FactId.of(EventType.REVIEW_INVITED, key.sellerId(), key.reviewId());
    }

    /** A list of what may be done now, each with why not. */
    Map<String, May> actions(Connection tx, Step step) throws SQLException {
        Optional<Review> review =
                Optional.ofNullable(reviews.recall(tx, List.of(step.review)).get(step.review));
        CaseFile file = file(tx, step.review);
        SellerChanged profile = profiles.get(tx, step.review.sellerId());
        var rules = rulebook.of(profile, step.now);
        if (review.isEmpty() || file == null || rules.isEmpty()) {
            return Map.of();
        }
        Opened opened = new Opened(review.get(), file, profile, rules.get().pack());
        return Map.of("evidence", evidence(file), "invitation", invitation(tx, opened, step));
    }

    /** REV-06: is an appeal open or approved? */
    boolean appealed(Connection tx, ReviewKey key) throws SQLException {
        CaseFile file = file(tx, key);
        var appeal = file == null ? null : file.appeal();
        return appeal != null && !appeal.state().equals("REJECTED");
    }

    private static May evidence(CaseFile file) {
        StageClock stage = file.stage(Stage.EVIDENCE);
        if (stage == null) {
            return May.NOT_STAGED;
        }
        return stage.completedAt() == null ? May.YES : May.DONE;
    }

    /** REV-04: the marketplace first, then the order of things. */
    private May invitation(Connection tx, Opened opened, Step step) throws SQLException {
        if (!opened.pack.reviews().invitation().allowed()) {
            return May.FORBIDDEN;
        }
        if (opened.file.invitedAt() != null) {
            return May.DONE;
        }
        StageClock evidence = opened.file.stage(Stage.EVIDENCE);
        if (evidence == null) {
            return May.NOT_STAGED;
        }
        if (evidence.completedAt() == null) {
            return May.NO_EVIDENCE;
        }
        InviteScores.Known known = scores.of(tx, step.review.sellerId());
        if (known.frozenUntil() != null && step.now.isBefore(known.frozenUntil())) {
            return May.FROZEN;
        }
        double least = opened.pack.care().eligibility().minScore();
        return known.score() != null && known.score() < least ? May.SCORE_TOO_LOW : May.YES;
    }

    /** What is done to an opened case. */
    @FunctionalInterface
    private interface Doing {
        Result with(Opened opened) throws SQLException;
    }

    private Result open(Connection tx, Step step, Doing doing) throws SQLException {
        Optional<Review> locked = reviews.lock(tx, step.review);
        CaseFile file = locked.isEmpty() ? null : file(tx, step.review);
        if (locked.isEmpty() || file == null) {
            return new Result.NoSuchReview();
        }
        Review review = locked.get();
        if (!step.expected.test(review.version())) {
            return new Result.Stale(review.version());
        }
        SellerChanged profile = profiles.get(tx, step.review.sellerId());
        var rules = rulebook.of(profile, step.now);
        return rules.isEmpty()
                ? new Result.PackUnknown()
                : doing.with(new Opened(review, file, profile, rules.get().pack()));
    }

    private Result done(Connection tx, Step step, Collection<Fact> facts) throws SQLException {
        outbox.append(
                tx, facts.stream().map(fact -> fact.tracedBy(step.traceparent)).toList());
        CaseFile after = Objects.requireNonNull(file(tx, step.review), "it was there before");
        Review now =
                Objects.requireNonNull(reviews.recall(tx, List.of(step.review)).get(step.review));
        return new Result.Done(after, now.version());
    }

    private @Nullable CaseFile file(Connection tx, ReviewKey key) throws SQLException {
        return cases.files(tx, key.sellerId(), List.of(key.reviewId())).get(key.reviewId());
    }
}
