package dev.rapport.local.command;

import dev.rapport.local.deadletter.DeadLetter;
import dev.rapport.local.deadletter.DeadLetters;
import dev.rapport.local.feed.Feed;
import dev.rapport.local.feed.Stalled;
import dev.rapport.local.process.StartFailure;
import dev.rapport.local.suite.Suite;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dead-letters", description = "Show what could not be applied, or send it again after a fix.")
final class DeadLetterCommands implements Callable<Integer> {

    private enum What {
        LIST,
        REPLAY
    }

    private final Surroundings here;

    @Parameters(arity = "0..1", paramLabel = "list|replay", defaultValue = "list", description = "What to do (list).")
    private What what = What.LIST;

    @Option(names = "--reason", description = "Only those with this reason, such as MISSING_FIELD.")
    private Set<String> reasons = Set.of();

    @Option(names = "--service", description = "Only those that this service refused.")
    private Set<String> services = Set.of();

    @Option(names = "--id", description = "Only this one: its name as the list shows it, or its event id.")
    private Set<String> ids = Set.of();

    DeadLetterCommands(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        Suite suite = here.suite();
        if (!suite.running(Suite.KAFKA)) {
            throw new StartFailure("The suite is not running. Start it: ./rapport up");
        }
        DeadLetters letters = new DeadLetters(suite.kafka(), Clock.systemUTC());
        return switch (what) {
            case LIST -> list(letters.list(wanted()));
            case REPLAY -> replay(suite, letters);
        };
    }

    private int list(List<DeadLetter> letters) {
        for (DeadLetter letter : letters) {
            here.out()
                    .printf(
                            Locale.ROOT,
                            "%s  %s  %s%s%n    %s  %s%s%n",
                            letter.at(),
                            letter.name(),
                            letter.reason(),
                            letter.detail().isEmpty() ? "" : ": " + letter.detail(),
                            letter.type().isEmpty() ? "(no type)" : letter.type(),
                            letter.id().isEmpty() ? "(no id)" : letter.id(),
                            letter.whole() ? "" : "  (only its head was kept)");
        }
        here.out().println(letters.isEmpty() ? "No dead letters." : letters.size() + " dead letters.");
        return 0;
    }

    private int replay(Suite suite, DeadLetters letters) {
        List<DeadLetter> all = letters.list(wanted());
        int sent = letters.replay(wanted());
        long cut = all.stream().filter(letter -> !letter.whole()).count();
        here.out()
                .println(sent + " dead letters were sent again"
                        + (cut == 0 ? "." : "; " + cut + " of which only the head was kept were not."));
        try {
            Feed.settle(suite, Duration.ofMinutes(1), new Bar(here));
        } catch (Stalled e) {
            here.err().println(e.getMessage());
            return 1;
        }
        return 0;
    }

    private Predicate<DeadLetter> wanted() {
        return letter -> (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (services.isEmpty() || services.contains(letter.service()))
                && (ids.isEmpty() || ids.contains(letter.name()) || ids.contains(letter.id()));
    }
}
