package dev.rapport.local.command;

import dev.rapport.local.process.StartFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./rapport}, as far as it is Java. Exit status: 0 success, 1 failure, 2 wrong use. */
@Command(name = "rapport", mixinStandardHelpOptions = true, description = "The Rapport suite on this machine.")
public final class Commands implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Commands() {}

    /**
     * Runs a command.
     *
     * @return the exit status
     */
    public static int run(Surroundings here, String... args) {
        CommandLine commands = new CommandLine(new Commands())
                .addSubcommand(new Up(here))
                .addSubcommand(new Down(here))
                .addSubcommand(new Status(here))
                .addSubcommand(new Logs(here))
                .addSubcommand(new ImportFiles(here))
                .addSubcommand(new Token(here))
                .addSubcommand(new DeadLetterCommands(here))
                .addSubcommand(new Screen(here))
                .addSubcommand(new Replay(here))
                .addSubcommand(new Backup(here))
                .addSubcommand(new Restore(here))
                .addSubcommand(new Doctor(here));
        commands.getSubcommands().values().forEach(each -> each.getCommandSpec().mixinStandardHelpOptions(true));
        commands.setOut(new PrintWriter(here.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(here.err(), true, StandardCharsets.UTF_8));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            here.err().println(failure instanceof StartFailure ? failure.getMessage() : failure.toString());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commands.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
