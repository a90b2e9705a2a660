package dev.rapport.bench.screening;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.bench.Figures;
import dev.rapport.bench.Main;
import dev.rapport.bench.machine.Proc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench screening}. */
@Command(
        name = "screening",
        mixinStandardHelpOptions = true,
        description = "Screens texts (MSG-10) by JMH: what agents write and the corpus, all languages and one by one.")
public final class ScreeningBench implements Callable<Integer> {

    private static final String[] LANGUAGES = {"en", "zh", "es", "pt", "fr", "ru"};

    @Option(names = "--length", split = ",", description = "UTF-16 units of each text (${DEFAULT-VALUE}).")
    private List<String> lengths = List.of("300");

    @Option(names = "--forks", description = "Processes of each benchmark, one after the other (${DEFAULT-VALUE}).")
    private int forks = 2;

    @Option(names = "--seconds", description = "Measured by each process, after as many to warm up (${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(names = "--brief", description = "All languages together only.")
    private boolean brief;

    @Option(names = "--jvm", paramLabel = "OPTION", description = "Further options of these processes.")
    private List<String> jvm = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, RunnerException {
        System.out.println(Proc.machine());
        List<RunResult> results = new ArrayList<>(run(Texts.values(), Texts.ALL));
        if (!brief) {
            results.addAll(run(new Texts[] {Texts.INNOCENT, Texts.GUILTY}, LANGUAGES));
        }
        ObjectNode figures = Figures.begin("screening");
        for (RunResult result : results) {
            String what = "%s %s %s"
                    .formatted(
                            result.getParams().getParam("texts"),
                            result.getParams().getParam("languages"),
                            result.getParams().getParam("length"));
            double micros = result.getPrimaryResult().getScore();
            double error = result.getPrimaryResult().getScoreError();
            double processor = counted(result, "nanos") / counted(result, "screened") / 1_000;
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %7.2f µs of the processor, %7.2f µs by the clock within %.2f%n",
                    what,
                    processor,
                    micros,
                    error);
            ObjectNode figure = figures.putObject(what)
                    .put("processorMicros", Figures.rounded(processor))
                    .put("micros", Figures.rounded(micros));
            // Two samples have no interval.
            if (Double.isFinite(error)) {
                figure.put("error", Figures.rounded(error));
            }
        }
        if (json != null) {
            Figures.write(json, figures);
        }
        return 0;
    }

    private static double counted(RunResult result, String counter) {
        return Objects.requireNonNull(result.getSecondaryResults().get(counter), counter)
                .getScore();
    }

    private Collection<RunResult> run(Texts[] texts, String... languages) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(ScreeningLap.class.getName().replace(".", "\\.") + "\\.")
                .param("texts", Arrays.stream(texts).map(Texts::name).toArray(String[]::new))
                .param("languages", languages)
                .param("length", lengths.toArray(String[]::new))
                .forks(forks)
                .warmupIterations(seconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .jvmArgsAppend(jvmArguments());
        return new Runner(options.build()).run();
    }

    private String[] jvmArguments() {
        // JMH reads fields by sun.misc.Unsafe, of which this Java warns.
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx512m", "--sun-misc-unsafe-memory-access=allow", "-D" + ScreeningLap.ROOT + "=" + Main.root()));
        arguments.addAll(jvm);
        return arguments.toArray(String[]::new);
    }
}
