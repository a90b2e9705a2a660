package dev.rapport.local.command;

import dev.rapport.local.suite.PackFolder;
import dev.rapport.policy.Pack;
import dev.rapport.policy.PackException;
import dev.rapport.policy.Packs;
import dev.rapport.policy.UnknownPackException;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.screening.Purpose;
import dev.rapport.text.screening.Screening;
import dev.rapport.text.screening.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** MSG-10 at the command line: no suite need run, nothing is kept, no strike comes of it. */
@Command(
        name = "screen",
        description = "Screen a text as the suite would before it is sent. Exit status: 0 it may go, 1 it is blocked.")
final class Screen implements Callable<Integer> {

    /** More than any marketplace takes. */
    private static final int MOST_BYTES = 1 << 20;

    private final Surroundings here;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "TEXT", description = "The text; read from standard input without it.")
    private List<String> words = List.of();

    @Option(
            names = "--pack",
            paramLabel = "NAME",
            defaultValue = "aliexpress",
            description = "Whose rules (aliexpress).")
    private String pack = "aliexpress";

    @Option(
            names = "--purpose",
            defaultValue = "REPLY",
            description = "What the text is for: ${COMPLETION-CANDIDATES} (REPLY).")
    private Purpose purpose = Purpose.REPLY;

    Screen(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException {
        String text = words.isEmpty() ? read() : String.join(" ", words);
        if (text.isBlank()) {
            throw new ParameterException(spec.commandLine(), "There is no text to screen.");
        }
        Verdict verdict = Screening.of(pack()).screen(text, purpose);
        here.out().println(verdict.verdict());
        for (Finding finding : verdict.findings()) {
            here.out()
                    .printf(
                            "  %-5s %-24s %d-%d \"%s\": %s%n",
                            finding.severity(),
                            finding.rule(),
                            finding.start(),
                            finding.end(),
                            text.substring(finding.start(), finding.end()).replace('\n', ' '),
                            finding.reason());
        }
        return verdict.blocked() ? 1 : 0;
    }

    /** Never a part of it: what is not read might be what blocks it. */
    private String read() throws IOException {
        byte[] bytes = System.in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ParameterException(
                    spec.commandLine(), "The text is longer than a megabyte; no marketplace takes it.");
        }
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }

    private Pack pack() {
        try {
            return Packs.load(PackFolder.named().orElse(null)).pack(pack, Instant.now());
        } catch (PackException | UnknownPackException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
