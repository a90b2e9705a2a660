package dev.rapport.text.manner;

import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.MannerSignal;
import dev.rapport.policy.Pack;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Phrases;

/** Reads how a text speaks, by a manners table. Immutable and safe to share. */
public final class Manners {

    private final Phrases<MannerSignal> phrases;

    /** By the words of a manners table. */
    public Manners(KeywordTable table) {
        phrases = Phrases.of(table, MannerSignal.class);
    }

    /** By the words of a pack. */
    public static Manners of(Pack pack) {
        return new Manners(pack.texts().manners());
    }

    /** How {@code text} speaks. */
    public Spoken in(String text) {
        Folded folded = Folded.of(text);
        return new Spoken(text, folded, phrases.in(folded));
    }
}
