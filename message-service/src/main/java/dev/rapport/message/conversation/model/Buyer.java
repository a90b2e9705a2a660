package dev.rapport.message.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * The buyer of a conversation as far as the marketplace has told.
 *
 * @param id the marketplace's opaque id
 * @param name display name
 * @param country as the marketplace writes it, usually ISO 3166 alpha-2
 * @param language as the marketplace writes it, usually a BCP 47 tag; where it is silent, as found out from what the buyer writes
 */
public record Buyer(
        String id,
        @Nullable String name,
        @Nullable String country,
        @Nullable String language) {

    /** This buyer, of whom the marketplace has not told it, writing in a language. */
    public Buyer speaking(String found) {
        return new Buyer(id, name, country, found);
    }

    /** This buyer with what a newer event tells; what it leaves out stays. */
    public Buyer updatedBy(Buyer newer) {
        return new Buyer(
                id,
                newer.name == null ? name : newer.name,
                newer.country == null ? country : newer.country,
                newer.language == null ? language : newer.language);
    }

    /** This buyer with the gaps filled from an older event. */
    public Buyer completedBy(Buyer older) {
        return new Buyer(
                id,
                name == null ? older.name : name,
                country == null ? older.country : country,
                language == null ? older.language : language);
    }
}
