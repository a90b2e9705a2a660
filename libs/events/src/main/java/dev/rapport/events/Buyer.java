package dev.rapport.events;

import static dev.rapport.events.TextForm.ID;
import static dev.rapport.events.TextForm.LABEL;

import org.jspecify.annotations.Nullable;

/** A person as the marketplace names them; never an e-mail address or phone number (MSG-18). */
public record Buyer(
        @Text(ID) String id,
        @Nullable String name,
        @Text(LABEL) @Nullable String country,
        @Text(LABEL) @Nullable String language) {
    public Buyer {
        RecordShape.check(Buyer.class, id, name, country, language);
    }

    /** A buyer of whom only the id is known. */
    public static Buyer of(String id) {
        return new Buyer(id, null, null, null);
    }
}
