package dev.rapport.care.need.application;

import dev.rapport.care.eligibility.CareRulebook;
import dev.rapport.care.eligibility.Eligibility;
import dev.rapport.care.eligibility.SellerRules;
import dev.rapport.care.rule.application.CareRules;
import dev.rapport.care.rule.model.CareRule;
import dev.rapport.care.score.KnownScore;
import dev.rapport.care.score.SellerScores;
import dev.rapport.kit.seller.SellerProfiles;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of how one seller may care.
 *
 * @param rules of its pack
 * @param careRules its own, on and off
 */
public record SellerCare(SellerRules rules, Eligibility eligibility, KnownScore score, List<CareRule> careRules) {

    public SellerCare {
        careRules = List.copyOf(careRules);
    }

    /** A rule of the seller; null when there is none of that id. */
    public @Nullable CareRule rule(@Nullable String ruleId) {
        return careRules.stream()
                .filter(rule -> rule.ruleId().equals(ruleId))
                .findFirst()
                .orElse(null);
    }

    /** Looks sellers up. */
    @Singleton
    public static final class Lookup {
        private final SellerProfiles profiles;
        private final SellerScores scores;
        private final CareRules rules;
        private final CareRulebook rulebook;

        Lookup(SellerProfiles profiles, SellerScores scores, CareRules rules, CareRulebook rulebook) {
            this.profiles = profiles;
            this.scores = scores;
            this.rules = rules;
            this.rulebook = rulebook;
        }

        /** Those of these sellers whose pack is here. */
        public Map<String, SellerCare> of(Connection tx, Collection<String> sellers, Instant now) throws SQLException {
            var known = profiles.get(tx, sellers);
            var newest = scores.of(tx, sellers);
            var theirs = rules.of(tx, sellers);
            Map<String, SellerCare> found = new HashMap<>();
            known.forEach((seller, profile) -> rulebook.of(profile, now).ifPresent(under -> {
                KnownScore score = newest.getOrDefault(seller, KnownScore.NONE);
                var eligibility = Eligibility.of(profile, under.care().eligibility(), score, now);
                List<CareRule> own = Objects.requireNonNull(theirs.getOrDefault(seller, List.of()));
                found.put(seller, new SellerCare(under, eligibility, score, own));
            }));
            return found;
        }

        /** One seller; null when its pack is not here. */
        public @Nullable SellerCare of(Connection tx, String seller, Instant now) throws SQLException {
            return of(tx, List.of(seller), now).get(seller);
        }
    }
}
