package dev.rapport.review.reply.application;

import dev.rapport.events.DispatchKind;
import dev.rapport.events.MessageFact.PolicyViolated;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.policy.Pack;
import dev.rapport.review.dispatch.Dispatches;
import dev.rapport.review.review.application.Proceedings;
import dev.rapport.review.review.application.Reviews;
import dev.rapport.review.review.application.Rulebook;
import dev.rapport.review.review.application.SellerRules;
import dev.rapport.review.review.model.Review;
import dev.rapport.review.review.model.ReviewCommand;
import dev.rapport.review.review.model.ReviewKey;
import dev.rapport.review.review.model.SellerReply;
import dev.rapport.text.PlainText;
import dev.rapport.text.TextFault;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An agent's reply to a review: accepted means stored, told when it is the first (REV-02), and asked to be delivered, all in one
 * transaction (MSG-15).
 */
public final class ReplyToReview {

    /** Where a buyer reads it: at the marketplace. */
    private static final String CHANNEL = "IN_SITE";

    private final Reviews reviews;
    private final SellerProfiles profiles;
    private final Rulebook rulebook;
    private final Dispatches dispatches;
    private final Outbox outbox;

    public ReplyToReview(
            Reviews reviews, SellerProfiles profiles, Rulebook rulebook, Dispatches dispatches, Outbox outbox) {
        this.reviews = reviews;
        this.profiles = profiles;
        this.rulebook = rulebook;
        this.dispatches = dispatches;
        this.outbox = outbox;
    }

    /**
     * What an agent wants to say.
     *
     * @param templateId REV-05: what the text was made from; null for none
     * @param replyId new
     * @param dispatchId new; the same for every attempt to deliver it
     * @param at now, as fine as the database keeps it
     * @param expected whether the version of the review that exists is the one the agent has seen
     * @param traceparent the request's; null when it has none
     */
    public record Reply(
            ReviewKey review,
            String agentId,
            String text,
            @Nullable String templateId,
            String replyId,
            String dispatchId,
            Instant at,
            LongPredicate expected,
            @Nullable String traceparent) {}

    /** What came of it. */
    public sealed interface Result {

        /** Accepted. */
        record Accepted(SellerReply reply, long version) implements Result {}

        /** Nobody has posted such a review. */
        record NoSuchReview() implements Result {}

        /** The review is not as the agent saw it. */
        record Stale(long version) implements Result {}

        /** The seller's profile names a pack that is not here. */
        record PackUnknown(String pack) implements Result {}

        /** The text must not leave (MSG-10). The caller commits: the attempt is written down. */
        record Blocked(List<Finding> findings) implements Result {}

        /**
         * The text may not be sent (MSG-20).
         *
         * @param longest how many characters it may have
         */
        record Refused(List<TextFault> faults, int longest) implements Result {}
    }

    /**
     * Replies. The review's row is locked first, so of two agents at once one comes second and sees what the other did.
     *
     * @param tx that holds the seller's lock shared and has not written
     */
    public Result reply(Connection tx, Reply reply) throws SQLException {
        Optional<Review> locked = reviews.lock(tx, reply.review());
        if (locked.isEmpty()) {
            return new Result.NoSuchReview();
        }
        Review review = locked.get();
        if (!reply.expected().test(review.version())) {
            return new Result.Stale(review.version());
        }
        SellerChanged profile = profiles.get(tx, reply.review().sellerId());
        Optional<SellerRules> rules = rulebook.of(profile, reply.at());
        if (rules.isEmpty()) {
            return new Result.PackUnknown(profile.pack());
        }
        Pack pack = rules.get().pack();
        int longest = pack.reviews().replyMaxLength();
        List<TextFault> faults =
                PlainText.faults(reply.text(), longest, pack.messages().html());
        if (!faults.isEmpty()) {
            return new Result.Refused(faults, longest);
        }
        Verdict verdict = rules.get().screening().screen(reply.text(), Purpose.REVIEW_REPLY);
        return verdict.blocked() ? block(tx, reply, verdict, pack) : accept(tx, review, reply, profile, pack);
    }

    /** MSG-11: nothing leaves, and the attempt is written down; message-service keeps the ledger. */
    private Result block(Connection tx, Reply reply, Verdict verdict, Pack pack) throws SQLException {
        List<String> broken = verdict.findings().stream()
                .filter(finding -> finding.severity() == Verdict.Decision.BLOCK)
                .map(Finding::rule)
                .distinct()
                .toList();
        var attempt = new PolicyViolated(
                reply.review().sellerId(),
                null,
                reply.replyId(),
                broken,
                reply.agentId(),
                reply.at(),
                pack.strikes().attemptsStrike());
        Fact fact = Fact.of(attempt, reply.at(), pack.label(), reply.replyId())
                .on(Topic.REVIEWS)
                .tracedBy(reply.traceparent());
        outbox.append(tx, List.of(fact));
        return new Result.Blocked(verdict.findings());
    }

    private Result accept(Connection tx, Review review, Reply reply, SellerChanged profile, Pack pack)
            throws SQLException {
        var said = new SellerReply(
                reply.replyId(), reply.text(), reply.at(), reply.agentId(), reply.dispatchId(), reply.templateId());
        var proceedings = new Proceedings(Map.of(review.key(), review));
        Review after = proceedings.act(review.key(), new ReviewCommand.Reply(said), reply.traceparent());
        reviews.keep(tx, proceedings.changes());
        List<Fact> facts = new ArrayList<>(proceedings.facts());
        facts.add(dispatches
                .ask(tx, request(review, reply, profile), reply.at(), pack.label())
                .tracedBy(reply.traceparent()));
        outbox.append(tx, facts);
        return new Result.Accepted(said, after.version());
    }

    private static DispatchRequested request(Review review, Reply reply, SellerChanged profile) {
        return new DispatchRequested(
                review.key().sellerId(),
                reply.dispatchId(),
                1,
                DispatchKind.REVIEW_REPLY,
                CHANNEL,
                profile.marketplace(),
                null,
                review.key().reviewId(),
                review.posted().orderId(),
                review.posted().buyerId(),
                reply.text(),
                null);
    }
}
