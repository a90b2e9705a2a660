package dev.rapport.review.remedy;

import dev.rapport.events.Money;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.policy.Compensation.Remedy;
import dev.rapport.policy.CompensationMatrix;
import dev.rapport.policy.Pack;
import dev.rapport.review.chronicle.BuyerOrder;
import dev.rapport.review.chronicle.Chronicle;
import dev.rapport.review.review.application.Proposals;
import dev.rapport.review.review.application.Rulebook;
import dev.rapport.review.review.model.CaseFile;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** REV-08: proposals by the matrix, and table {@code compensation}. */
@Singleton
public final class Remedies implements Proposals {
    private static final String KEEP = """
            INSERT INTO compensation (seller_id, compensation_id, review_id, buyer_id, remedies, cost_currency, cost_value, agent_id,
                                      accepted_at)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String OF_REVIEW = """
            SELECT compensation_id, cost_currency, cost_value, accepted_at FROM compensation WHERE seller_id = ? AND review_id = ?
            """;

    private final Chronicle chronicle;
    private final SellerProfiles profiles;
    private final Rulebook rulebook;

    Remedies(Chronicle chronicle, SellerProfiles profiles, Rulebook rulebook) {
        this.chronicle = chronicle;
        this.profiles = profiles;
        this.rulebook = rulebook;
    }

    /** What was given for a review. */
    record Given(String compensationId, Money cost, Instant acceptedAt) {}

    @Override
    public Proposed of(Connection tx, String sellerId, CaseFile file) throws SQLException {
        SellerChanged profile = profiles.get(tx, sellerId);
        var rules = rulebook.of(profile, file.postedAt());
        if (rules.isEmpty()) {
            return new Proposed("PACK_UNKNOWN", List.of());
        }
        Pack pack = rules.get().pack();
        if (file.postedStars() > pack.reviews().negativeUpTo()) {
            return new Proposed("NOT_NEGATIVE", List.of());
        }
        return switch (offer(tx, sellerId, file, pack)) {
            case CompensationMatrix.Offer.Nothing nothing ->
                new Proposed(nothing.why().name(), List.of());
            case CompensationMatrix.Offer.Alternatives found -> new Proposed(null, numbered(found.alternatives()));
        };
    }

    private CompensationMatrix.Offer offer(Connection tx, String sellerId, CaseFile file, Pack pack)
            throws SQLException {
        BuyerOrder order = chronicle.order(tx, sellerId, file.orderId());
        return CompensationMatrix.of(
                order == null ? null : order.amount(),
                order == null ? List.of() : order.categories(),
                pack.reviews().compensation(),
                pack.triage().rates(),
                file.postedAt().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static List<Alternative> numbered(List<List<Remedy>> alternatives) {
        List<Alternative> numbered = new ArrayList<>();
        for (List<Remedy> remedies : alternatives) {
            numbered.add(new Alternative(
                    numbered.size() + 1,
                    remedies.stream().map(Remedies::offered).toList()));
        }
        return numbered;
    }

    private static Offered offered(Remedy remedy) {
        Money amount = remedy.amount();
        return new Offered(
                remedy.what().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                amount == null ? null : amount.currency() + " " + amount.value().toPlainString(),
                remedy.share());
    }

    /** Writes down what was given; false when something was before. */
    boolean keep(
            Connection tx,
            String sellerId,
            String compensationId,
            CaseFile file,
            String remedies,
            Money cost,
            String agentId,
            Instant now)
            throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(KEEP)) {
            insert.setString(1, sellerId);
            insert.setString(2, compensationId);
            insert.setString(3, file.reviewId());
            insert.setString(4, file.buyerId());
            insert.setString(5, remedies);
            insert.setString(6, cost.currency());
            insert.setBigDecimal(7, cost.value());
            insert.setString(8, agentId);
            insert.setObject(9, now.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        }
    }

    /** What was given for a review; null when nothing was. */
    @Nullable
    Given given(Connection tx, String sellerId, String reviewId) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(OF_REVIEW)) {
            select.setString(1, sellerId);
            select.setString(2, reviewId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Instant acceptedAt =
                        row.getObject("accepted_at", OffsetDateTime.class).toInstant();
                return new Given(
                        row.getString("compensation_id"),
                        new Money(row.getString("cost_currency"), row.getBigDecimal("cost_value")),
                        acceptedAt);
            }
        }
    }

    /** The rules a seller is under now; empty when its pack is not here. */
    Optional<Pack> pack(Connection tx, String sellerId, Instant now) throws SQLException {
        return rulebook.of(Objects.requireNonNull(profiles.get(tx, sellerId)), now)
                .map(rules -> rules.pack());
    }
}
