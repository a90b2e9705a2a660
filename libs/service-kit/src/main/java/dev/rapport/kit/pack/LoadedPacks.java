package dev.rapport.kit.pack;

import dev.rapport.policy.Packs;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The packs as beans have them, read once. A faulty one keeps the service from starting. */
final class LoadedPacks {

    private LoadedPacks() {}

    /** @param overrides a folder of packs beside the shipped ones, {@code RAPPORT_PACKS} */
    @Produces
    @Singleton
    @DefaultBean
    static Packs packs(@ConfigProperty(name = "rapport.packs") Optional<Path> overrides) {
        return PacksAhead.of(overrides.orElse(null));
    }
}
