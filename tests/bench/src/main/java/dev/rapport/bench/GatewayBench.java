package dev.rapport.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.bench.machine.Proc;
import dev.rapport.local.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "The same routes of the same running service straight, behind HAProxy and behind the gateway, in turns.",
            "Takes wrk and haproxy from the PATH, and a suite that is up with rates that do not get in the way."
        })
final class GatewayBench implements Callable<Integer> {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern MEDIAN = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)\\b");
    private static final Pattern LATE = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)\\b");
    private static final int LATENCY_SECONDS = 5;

    @Option(names = "--gateway", description = "Where the gateway is (${DEFAULT-VALUE}).")
    private URI gateway = URI.create("http://127.0.0.1:8080");

    @Option(names = "--service", description = "Where the service behind it is (${DEFAULT-VALUE}).")
    private URI service = URI.create("http://127.0.0.1:8084");

    @Option(
            names = "--path",
            description =
                    "What is asked for; of several one after the other, from the beginning again (${DEFAULT-VALUE}).",
            defaultValue = "/api/v1/packs")
    private List<String> paths = List.of();

    @Option(names = "--token", required = true, description = "What ./rapport token prints.")
    private String token = "";

    @Option(names = "--connections", description = "Of the load (${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(names = "--seconds", description = "Of each measurement (${DEFAULT-VALUE}).")
    private int seconds = 8;

    @Option(
            names = "--rounds",
            description = "How often each is measured, in turns; the middle one counts (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures.")
    private @Nullable Path json;

    /** Asks for one path after the other; null for a single one, which wrk does with less of the processor by itself. */
    private @Nullable Path script;

    private record Load(double perSecond, double medianMillis, double p99Millis) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(Proc.machine());
        int port = Ports.free(1).getFirst();
        Path rules = Files.createTempFile("haproxy", ".cfg");
        Files.writeString(rules, rules(port));
        if (paths.size() > 1) {
            script = Files.createTempFile("paths", ".lua");
            Files.writeString(script, script());
        }
        Process haproxy = new ProcessBuilder("haproxy", "-db", "-f", rules.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Map<String, URI> ways = new LinkedHashMap<>();
            ways.put("direct", service);
            ways.put("haproxy", URI.create("http://127.0.0.1:" + port));
            ways.put("gateway", gateway);
            for (URI way : ways.values()) {
                wrk(way, connections, 3);
            }
            ObjectNode figures = Figures.begin("gateway")
                    .put("path", String.join(" ", paths))
                    .put("connections", connections);
            Map<String, Double> rates = new LinkedHashMap<>();
            Map<String, Double> medians = new LinkedHashMap<>();
            measure(ways, connections, seconds).forEach((way, loads) -> {
                double rate = Figures.median(loads, Load::perSecond);
                rates.put(way, rate);
                figures.put(way + "PerSecond", Figures.rounded(rate));
            });
            measure(ways, 1, LATENCY_SECONDS).forEach((way, loads) -> {
                double median = Figures.median(loads, Load::medianMillis);
                medians.put(way, median);
                figures.put(way + "MedianMillis", Figures.rounded(median))
                        .put(way + "P99Millis", Figures.rounded(Figures.median(loads, Load::p99Millis)));
            });
            double ratio = of(rates, "gateway") / of(rates, "haproxy");
            double added = of(medians, "gateway") - of(medians, "direct");
            figures.put("ratioToHaproxy", Figures.rounded(ratio)).put("addedMedianMillis", Figures.rounded(added));
            rates.forEach((way, rate) -> System.out.printf(
                    Locale.ROOT,
                    "%-8s %,8.0f requests/s over %d connections, p50 %.2f ms over one%n",
                    way,
                    rate,
                    connections,
                    of(medians, way)));
            System.out.printf(
                    Locale.ROOT,
                    "gateway / haproxy %.2f; the gateway adds %.2f ms, HAProxy %.2f ms (load %.1f)%n",
                    ratio,
                    added,
                    of(medians, "haproxy") - of(medians, "direct"),
                    Proc.load());
            if (json != null) {
                Figures.write(json, figures);
            }
            return 0;
        } finally {
            haproxy.destroy();
            haproxy.waitFor(5, TimeUnit.SECONDS);
            Files.deleteIfExists(rules);
            if (script != null) {
                Files.deleteIfExists(script);
            }
        }
    }

    private Map<String, List<Load>> measure(Map<String, URI> ways, int over, int duration)
            throws IOException, InterruptedException {
        Map<String, List<Load>> loads = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, URI> way : ways.entrySet()) {
                loads.computeIfAbsent(way.getKey(), _ -> new ArrayList<>()).add(wrk(way.getValue(), over, duration));
            }
        }
        return loads;
    }

    private Load wrk(URI base, int over, int duration) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "wrk", "-t1", "-c" + over, "-d" + duration + "s", "--latency", "-H", "Authorization: Bearer " + token));
        command.addAll(
                script == null ? List.of(base + paths.getFirst()) : List.of("-s", script.toString(), base.toString()));
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0 || said.contains("Non-2xx") || said.contains("Socket errors")) {
            throw new IllegalStateException(base + " with " + paths + " was not served as it should be:\n" + said);
        }
        return new Load(number(RATE, said), millis(MEDIAN, said), millis(LATE, said));
    }

    private static double number(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("wrk said something else:\n" + said);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double millis(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        double value = number(pattern, said);
        if (!found.find()) {
            throw new IllegalStateException("wrk said something else:\n" + said);
        }
        return switch (found.group(2)) {
            case "us" -> value / 1_000;
            case "s" -> value * 1_000;
            default -> value;
        };
    }

    private static double of(Map<String, Double> figures, String way) {
        Double figure = figures.get(way);
        if (figure == null) {
            throw new IllegalStateException(way + " was not measured");
        }
        return figure;
    }

    private String script() {
        String all = paths.stream().map(path -> '"' + path + '"').collect(Collectors.joining(", "));
        return """
                local paths = {%s}
                local asked = {}
                local next = 0
                function init()
                  for n, path in ipairs(paths) do asked[n] = wrk.format("GET", path) end
                end
                function request()
                  next = next %% #asked + 1
                  return asked[next]
                end
                """.formatted(all);
    }

    private String rules(int port) {
        return """
                global
                  maxconn 1000
                defaults
                  mode http
                  timeout connect 2s
                  timeout client 30s
                  timeout server 30s
                frontend door
                  bind 127.0.0.1:%d
                  default_backend behind
                backend behind
                  http-reuse always
                  server one %s:%d
                """.formatted(port, service.getHost(), service.getPort());
    }
}
