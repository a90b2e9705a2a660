package dev.rapport.kit.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The roles a token may carry, in lower case in its {@code roles} claim. */
public enum Role {
    /** Inbox, replies, reviews. */
    AGENT,
    /** An agent who also works on rules, templates, appeals and alerts. */
    SUPERVISOR,
    /** A supervisor who also keeps profiles and erases. */
    ADMIN,
    /** Brings events in, and no more. */
    FEEDER,
    /** Reads. */
    VIEWER;

    /** As it stands in a token. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a claim; null for one that is unknown, which gives no rights. */
    public static @Nullable Role ofClaim(String claim) {
        for (Role role : values()) {
            if (role.claim().equals(claim)) {
                return role;
            }
        }
        return null;
    }

    /** Itself and every role that includes it: admin ⊇ supervisor ⊇ agent. */
    public Set<Role> andAbove() {
        return switch (this) {
            case AGENT -> EnumSet.of(AGENT, SUPERVISOR, ADMIN);
            case SUPERVISOR -> EnumSet.of(SUPERVISOR, ADMIN);
            case ADMIN -> EnumSet.of(ADMIN);
            case FEEDER -> EnumSet.of(FEEDER);
            case VIEWER -> EnumSet.of(VIEWER);
        };
    }
}
