package dev.rapport.review.review.adapter;

import dev.rapport.policy.Packs;
import dev.rapport.review.review.application.Rulebook;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what knows no framework. */
final class ReviewBeans {

    private ReviewBeans() {}

    /**
     * Reads the packs once, at the start; a faulty one keeps the service from starting.
     *
     * @param overrides a folder of packs beside the shipped ones
     */
    @Produces
    @Singleton
    @DefaultBean
    static Packs packs(@ConfigProperty(name = "rapport.packs") Optional<Path> overrides) {
        return Packs.load(overrides.orElse(null));
    }

    @Produces
    @Singleton
    static Rulebook rulebook(Packs packs) {
        return new Rulebook(packs);
    }
}
