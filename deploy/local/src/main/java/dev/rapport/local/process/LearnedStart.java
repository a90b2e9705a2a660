package dev.rapport.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a Java program did in its first run, kept so that later runs start with half the work: the JDK's ahead-of-time cache
 * (JEP 483, 514, 515). The first run after a build records, its orderly end writes the record, and {@link #keep} makes a
 * cache of it. Recording is done with the quick compiler alone; a cache made that way starts as quickly as that compiler
 * does and still lets the thorough one take over under load.
 *
 * <p>A cache that does not fit, or none, costs speed and nothing else.
 */
public final class LearnedStart {

    private static final long LONGEST_SECONDS = 45;
    private static final String QUICK = "-XX:TieredStopAtLevel=1";
    // JDK 25 takes some adapters of one signature for those of another, finds out, complains and makes them itself.
    private static final List<String> QUIETLY =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-Xlog:aot*=off", "-Xlog:cds*=off");

    private final Path cache;
    private final Path cacheKey;
    private final Path record;
    private final Path recordKey;

    /**
     * @param folder where it is kept
     * @param part whose it is
     */
    public LearnedStart(Path folder, String part) {
        this.cache = folder.resolve(part + ".aot");
        this.cacheKey = folder.resolve(part + ".aot.of");
        this.record = folder.resolve(part + ".record");
        this.recordKey = folder.resolve(part + ".record.of");
    }

    /** Options for a run that neither uses nor makes a cache. */
    public static List<String> none() {
        return List.of(QUICK);
    }

    /**
     * Options for the next run: with the cache when there is one of this very program, else recording.
     *
     * @param program what is run, in words that change when it is built again
     */
    public List<String> options(String program) {
        try {
            List<String> options = new ArrayList<>(QUIETLY);
            if (Files.exists(cache) && reads(cacheKey, program)) {
                options.add("-XX:AOTCache=" + cache);
                return options;
            }
            Files.createDirectories(cache.getParent());
            Files.deleteIfExists(record);
            Files.writeString(recordKey, program);
            options.addAll(List.of(QUICK, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + record));
            return options;
        } catch (IOException e) {
            return none();
        }
    }

    /** Whether the present run records, so that its end takes longer. */
    public boolean recording() {
        return Files.exists(recordKey);
    }

    /**
     * Makes a cache of what a run recorded that has ended in an orderly way. Takes some seconds of work.
     *
     * @param java the Java program
     * @param options those of the run, without {@link #options}
     * @param main what it ran: {@code -jar …} or a class
     * @param environment of the run
     * @return whether there is a new cache
     */
    public boolean keep(String java, List<String> options, List<String> main, Map<String, String> environment) {
        Path fresh = cache.resolveSibling(cache.getFileName() + ".new");
        try {
            if (!Files.exists(record)) {
                return false;
            }
            List<String> command = new ArrayList<>(List.of(java));
            command.addAll(options);
            command.addAll(QUIETLY);
            command.addAll(
                    List.of(QUICK, "-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + fresh));
            command.addAll(main);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process create = builder.start();
            if (!create.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                create.destroyForcibly();
                return false;
            }
            if (create.exitValue() != 0) {
                return false;
            }
            Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(recordKey, cacheKey, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException noCacheThen) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            forget(fresh);
            discard();
        }
    }

    /** Drops what a run recorded that did not end in an orderly way. */
    public void discard() {
        forget(record);
        forget(recordKey);
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // It is overwritten by the next record.
            return;
        }
    }

    private static boolean reads(Path file, String text) throws IOException {
        return Files.exists(file) && Files.readString(file).equals(text);
    }
}
