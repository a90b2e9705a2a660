package dev.rapport.local.command;

import dev.rapport.local.suite.LocalIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "token", description = "Print a token of the local suite, and nothing else.")
final class Token implements Callable<Integer> {

    private static final List<String> ROLES = List.of("agent", "supervisor", "admin", "feeder", "viewer");
    private static final String SELLER = "\\*|[A-Za-z0-9._:~-]{1,64}";

    private final Surroundings here;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seller", paramLabel = "S", description = "A seller it may name, '*' for all (all).")
    private List<String> sellers = List.of();

    @Option(names = "--role", paramLabel = "R", description = "agent, supervisor, admin, feeder or viewer (admin).")
    private List<String> roles = List.of();

    @Option(names = "--subject", defaultValue = "local", description = "Whose it is: the agent's id (local).")
    private String subject = "local";

    @Option(names = "--hours", defaultValue = "24", description = "How long it holds (24).")
    private long hours;

    Token(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        roles.stream().filter(role -> !ROLES.contains(role)).findFirst().ifPresent(role -> {
            throw new ParameterException(
                    spec.commandLine(), "There is no role " + role + "; there are " + String.join(", ", ROLES) + ".");
        });
        sellers.stream().filter(seller -> !seller.matches(SELLER)).findFirst().ifPresent(seller -> {
            throw new ParameterException(spec.commandLine(), "\"" + seller + "\" cannot be a seller's id.");
        });
        here.home().prepare();
        here.out()
                .println(LocalIssuer.of(here.home())
                        .token(
                                subject,
                                sellers.isEmpty() ? List.of("*") : sellers,
                                roles.isEmpty() ? List.of("admin") : roles,
                                Instant.now(),
                                Duration.ofHours(hours)));
        return 0;
    }
}
