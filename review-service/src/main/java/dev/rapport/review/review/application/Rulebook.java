package dev.rapport.review.review.application;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.policy.Pack;
import dev.rapport.policy.Packs;
import dev.rapport.review.classification.Classifier;
import dev.rapport.review.classification.Tone;
import dev.rapport.text.screening.Screenings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The packs, each with what is made once of its keyword tables. */
public final class Rulebook {

    private final Packs packs;
    private final Map<String, Classifier> classifiers = new ConcurrentHashMap<>();
    private final Map<String, Tone> tones = new ConcurrentHashMap<>();
    private final Screenings screenings = new Screenings();

    public Rulebook(Packs packs) {
        this.packs = packs;
    }

    /** The rules a seller is under at {@code at}; empty when its profile names a pack that is not here. */
    public Optional<SellerRules> of(SellerChanged profile, Instant at) {
        if (!packs.names().contains(profile.pack())) {
            return Optional.empty();
        }
        Pack pack = packs.pack(profile.pack(), at);
        var table = pack.reviews().classes();
        var tone = pack.reviews().signals().tone();
        return Optional.of(new SellerRules(
                pack,
                classifiers.computeIfAbsent(table.label(), _ -> new Classifier(table)),
                tones.computeIfAbsent(tone.label(), _ -> new Tone(tone)),
                screenings.of(pack)));
    }
}
