package dev.rapport.score;

import dev.rapport.policy.Packs;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the packs once, at the start. A faulty one keeps the service from starting. */
final class Rulebook {
    Rulebook() {}

    /** @param overrides a folder of packs beside the shipped ones */
    @Produces
    @Singleton
    @DefaultBean
    static Packs packs(@ConfigProperty(name = "rapport.packs") Optional<Path> overrides) {
        return Packs.load(overrides.orElse(null));
    }
}
