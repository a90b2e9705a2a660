package dev.rapport.kit.access;

import java.util.Set;

/**
 * Who calls, as the token says.
 *
 * @param agentId claim {@code sub}
 * @param sellers claim {@code sellers}: the sellers the token may name, or {@link #EVERY_SELLER} alone for an operator; may be empty
 * @param roles claim {@code roles}, without those unknown to us; may be empty
 */
public record Caller(String agentId, Set<String> sellers, Set<Role> roles) {

    /** The claim of an operator, who may name every seller. */
    public static final String EVERY_SELLER = "*";

    public Caller {
        if (agentId.isBlank()) {
            throw new IllegalArgumentException("a caller has an agent id");
        }
        sellers = sellers.contains(EVERY_SELLER) ? Set.of(EVERY_SELLER) : Set.copyOf(sellers);
        roles = Set.copyOf(roles);
    }

    public boolean everySeller() {
        return sellers.contains(EVERY_SELLER);
    }

    public boolean mayName(String sellerId) {
        return everySeller() || sellers.contains(sellerId);
    }

    public boolean hasAnyOf(Set<Role> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }
}
