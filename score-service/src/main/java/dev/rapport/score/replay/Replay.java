package dev.rapport.score.replay;

import dev.rapport.events.EventType;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.events.Topic;
import dev.rapport.policy.Pack;
import dev.rapport.policy.PackException;
import dev.rapport.policy.Packs;
import dev.rapport.score.replay.model.SideBySide;
import dev.rapport.score.replay.model.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./rapport replay --pack FILE}: what the scores of all sellers would have been under another pack. Reads the topics, holds
 * everything in memory, writes nothing but what it was asked for.
 *
 * <p>Arguments: {@code --kafka HOST:PORT --pack FILE [--packs FOLDER] [--json FILE] [--csv FILE] [--seller ID]…}. Exit status: 0
 * success, 1 failure, 2 wrong use or a faulty pack, which is told with file, line and key.
 */
public final class Replay {
    private static final List<Topic> FACTS = List.of(Topic.INBOUND, Topic.MESSAGES, Topic.REVIEWS, Topic.CARE);
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private final Options options;
    private final Packs packs;
    private final Pack candidate;
    private final Clock clock;

    private Replay(Options options, Clock clock) {
        this.options = options;
        this.packs = Packs.load(options.packs());
        this.candidate = Packs.candidate(options.packs(), options.pack());
        this.clock = clock;
    }

    /** @param sellers told of; all when there are none */
    record Options(
            String kafka,
            Path pack,
            @Nullable Path packs,
            @Nullable Path json,
            @Nullable Path csv,
            List<String> sellers) {
        static Options of(String... args) {
            String kafka = null;
            Path pack = null;
            Path packs = null;
            Path json = null;
            Path csv = null;
            List<String> sellers = new ArrayList<>();
            for (int i = 0; i < args.length; i += 2) {
                if (i + 1 == args.length) {
                    throw new IllegalArgumentException(args[i] + " needs a value");
                }
                String value = args[i + 1];
                switch (args[i]) {
                    case "--kafka" -> kafka = value;
                    case "--pack" -> pack = Path.of(value);
                    case "--packs" -> packs = Path.of(value);
                    case "--json" -> json = Path.of(value);
                    case "--csv" -> csv = Path.of(value);
                    case "--seller" -> sellers.add(value);
                    default -> throw new IllegalArgumentException("unknown option " + args[i]);
                }
            }
            if (kafka == null || pack == null) {
                throw new IllegalArgumentException("--kafka and --pack must be given");
            }
            return new Options(kafka, pack, packs, json, csv, sellers);
        }
    }

    /** Runs once and exits. */
    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(Clock.systemUTC(), out, System.err, args));
    }

    /** The same without the exit. */
    static int run(Clock clock, PrintStream out, PrintStream err, String... args) {
        try {
            Replay replay = new Replay(Options.of(args), clock);
            replay.report(err).tell(out);
            return 0;
        } catch (IllegalArgumentException | PackException e) {
            err.println(e.getMessage());
            return WRONG;
        } catch (KafkaException | IOException e) {
            err.println("The replay failed: " + e.getMessage());
            return FAILED;
        }
    }

    private Report report(PrintStream err) throws IOException {
        Instant now = clock.instant();
        FactTopics topics = new FactTopics(options.kafka());
        Map<String, SellerChanged> profiles = topics.profiles();
        Trial trial = new Trial(packs, candidate, profiles, now);
        Read read = read(topics, trial, err);
        List<SideBySide> sellers = new ArrayList<>();
        int others = 0;
        for (String seller : trial.sellers()) {
            if (options.sellers().isEmpty() || options.sellers().contains(seller)) {
                var both = trial.of(seller);
                both.ifPresent(sellers::add);
                others += both.isPresent() ? 0 : 1;
            }
        }
        Report report = new Report(candidate.label(), now, read, sellers, others);
        if (options.json() != null) {
            report.writeJson(options.json());
        }
        if (options.csv() != null) {
            report.writeCsv(options.csv());
        }
        return report;
    }

    /** What reading came to: facts counted, repeats passed over, facts that cannot be true. */
    record Read(long counted, long repeated, long refused) {}

    private static Read read(FactTopics topics, Trial trial, PrintStream err) {
        Repeats repeats = new Repeats();
        long[] sums = new long[3];
        long[] told = {0};
        topics.read(
                FACTS,
                (record, event) -> {
                    if (!COUNTED.contains(event.envelope().type())) {
                        return;
                    }
                    if (repeats.repeated(record, event)) {
                        sums[1]++;
                    } else {
                        sums[trial.take(event.event()) ? 0 : 2]++;
                    }
                },
                (all, done) -> {
                    if (done - told[0] >= TELL_EVERY) {
                        told[0] = done;
                        err.printf("%,d of %,d records read%n", done, all);
                    }
                });
        return new Read(sums[0], sums[1], sums[2]);
    }

    private static final long TELL_EVERY = 500_000;

    /** The types the service counts. */
    private static final Set<EventType> COUNTED = counted();

    private static Set<EventType> counted() {
        Set<EventType> types = java.util.EnumSet.of(EventType.ORDER_PLACED, EventType.DISPUTE_OPENED);
        Set<Topic> facts = Set.of(Topic.MESSAGES, Topic.REVIEWS, Topic.CARE);
        Arrays.stream(EventType.values())
                .filter(type -> !java.util.Collections.disjoint(type.topics(), facts))
                .forEach(types::add);
        return types;
    }
}
