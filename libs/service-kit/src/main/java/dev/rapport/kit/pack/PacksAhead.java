package dev.rapport.kit.pack;

import dev.rapport.policy.Packs;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packs beside the start of everything else, as soon as there are beans. They are some thousand lines of YAML, which a JVM
 * that has just started takes a third of a second for, and the database's migrations and mappings have to be waited for anyway.
 */
final class PacksAhead {

    private record Reading(@Nullable Path overrides, FutureTask<Packs> task) {}

    private static final AtomicReference<@Nullable Reading> BEGUN = new AtomicReference<>();

    private PacksAhead() {}

    /** Begins, where a bean wants packs; the gateway has none that does. */
    static void begin(@Observes @Initialized(ApplicationScoped.class) Object beans) {
        if (Arc.container().select(Packs.class).isResolvable()) {
            begin(ConfigProvider.getConfig()
                    .getOptionalValue("rapport.packs", Path.class)
                    .orElse(null));
        }
    }

    static void begin(@Nullable Path overrides) {
        FutureTask<Packs> task = new FutureTask<>(() -> Packs.load(overrides));
        BEGUN.set(new Reading(overrides, task));
        Thread.ofPlatform().name("packs").daemon().start(task);
    }

    /**
     * What was begun, if it is of that folder, or else what is read now. Handed out once: an application that is started again in the
     * same JVM reads its packs again.
     *
     * @throws dev.rapport.policy.PackException when any file is faulty, with all faults
     */
    static Packs of(@Nullable Path overrides) {
        Reading begun = BEGUN.getAndSet(null);
        if (begun == null || !Objects.equals(begun.overrides(), overrides)) {
            return Packs.load(overrides);
        }
        try {
            return begun.task().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the packs were read", stopped);
        }
    }
}
