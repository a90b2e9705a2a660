package dev.rapport.local.suite;

import dev.rapport.local.process.StartFailure;
import dev.rapport.local.process.Wait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One start of the suite. What runs is left alone; what this start began is ended again when it fails or is called off, so
 * that nothing half-started stays.
 */
final class SuiteStart {

    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Part> parts;
    private final Progress progress;
    private final Deque<Part> begun = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private boolean calledOff;

    SuiteStart(List<Part> parts, Progress progress) {
        this.parts = parts;
        this.progress = progress;
    }

    /** Refuses to start when somebody else has a port that a part needs; names all of them at once. */
    void demandPorts() {
        // A server stopped a moment ago may still be letting go.
        boolean free = Wait.until(Duration.ofSeconds(2), () -> heldPorts().isEmpty());
        List<String> taken = free ? List.of() : takenPorts();
        if (!taken.isEmpty()) {
            throw new StartFailure("Nothing was started:\n  " + String.join("\n  ", taken)
                    + "\nEnd what holds them, or move the suite: RAPPORT_PORT_OFFSET=1000 ./rapport up");
        }
    }

    /** Ports that a part needs and somebody else has: a sentence for each. */
    List<String> takenPorts() {
        return heldPorts().stream()
                .map(use -> "port " + use.port() + " (" + use.part() + ": " + use.purpose() + ") is taken by "
                        + PortHolder.of(use.port()).orElse("a process that cannot be seen from here"))
                .toList();
    }

    private List<PortPlan.Use> heldPorts() {
        return parts.stream()
                .filter(part -> part.process().running().isEmpty())
                .flatMap(part -> part.ports().stream())
                .filter(use -> !use.available())
                .toList();
    }

    /** Stops what runs on classes that were built again since. */
    void retireOutdated() {
        for (Part part : parts) {
            if (part.outdated()) {
                progress.report(part.name() + " was built again since it started: restarting it");
                part.process().stop(PATIENCE);
            }
        }
    }

    /** Starts a part unless it runs. */
    void launch(Part part) {
        synchronized (begun) {
            if (calledOff) {
                throw new StartFailure("called off");
            }
            if (part.process().running().isPresent()) {
                return;
            }
            begun.push(part);
            part.launch();
        }
    }

    /** Waits until a part serves; says so when this start began it. */
    void awaitReady(Part part) {
        boolean ready = Wait.until(
                READY, Duration.ofMillis(50), () -> part.process().running().isEmpty() || part.ready());
        if (part.process().running().isEmpty()) {
            throw new StartFailure(part.name() + " ended while it was starting. The end of "
                    + part.process().log() + ":" + part.process().tail());
        }
        if (!ready) {
            throw new StartFailure(part.name() + " runs and does not get ready; see "
                    + part.process().log());
        }
        if (begun(part)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            progress.report(String.format(Locale.ROOT, "%-16s ready after %4.1f s", part.name(), seconds));
        }
    }

    /** Does things side by side and waits for all; the first failure is thrown. */
    static void sideBySide(List<Runnable> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(threads.submit(task)));
            try {
                for (Future<?> future : futures) {
                    future.get();
                }
            } catch (ExecutionException e) {
                futures.forEach(future -> future.cancel(true));
                throw e.getCause() instanceof RuntimeException cause ? cause : new StartFailure(e.toString(), e);
            } catch (InterruptedException e) {
                futures.forEach(future -> future.cancel(true));
                Thread.currentThread().interrupt();
                throw new StartFailure("interrupted", e);
            }
        }
    }

    /** Whether this start began anything. */
    boolean beganAnything() {
        synchronized (begun) {
            return !begun.isEmpty();
        }
    }

    /** Ends everything this start began, the newest first. Nothing more can be begun. */
    void callOff() {
        List<Part> ended;
        synchronized (begun) {
            calledOff = true;
            ended = List.copyOf(begun);
            begun.clear();
        }
        sideBySide(ended.stream()
                .map(part -> (Runnable) () -> part.process().stop(PATIENCE))
                .toList());
    }

    private boolean begun(Part part) {
        synchronized (begun) {
            return begun.contains(part);
        }
    }
}
