package dev.rapport.score.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.score.replay.model.SideBySide;
import dev.rapport.score.replay.model.SideBySide.Day;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a replay found, as a table, as JSON, as CSV.
 *
 * @param candidate label of the pack that was tried
 * @param sellers those it concerns
 * @param others how many it does not concern, since their profile names another pack
 */
record Report(String candidate, Instant at, Replay.Read read, List<SideBySide> sellers, int others) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    /** As many as a terminal shows at once; the files have all. */
    private static final int SHOWN = 40;

    Report {
        sellers = List.copyOf(sellers);
    }

    void tell(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d facts of %,d sellers replayed under %s; %,d repeats passed over, %,d facts that cannot be true%n",
                read.counted(),
                sellers.size() + others,
                candidate,
                read.repeated(),
                read.refused());
        if (others > 0) {
            out.printf(Locale.ROOT, "%,d sellers are on another pack and left out%n", others);
        }
        long differing = sellers.stream().filter(seller -> !seller.same()).count();
        if (differing == 0) {
            out.printf(Locale.ROOT, "No difference for any of %,d sellers.%n", sellers.size());
            return;
        }
        out.printf(
                Locale.ROOT,
                "Something differs for %,d of %,d sellers; the largest first:%n%n",
                differing,
                sellers.size());
        out.printf(
                Locale.ROOT,
                "%-24s %6s %8s %10s %10s %9s %9s  %s%n",
                "seller",
                "closes",
                "differ",
                "last live",
                "candidate",
                "mean",
                "largest",
                "standing now, live → candidate");
        sellers.stream()
                .filter(seller -> !seller.same())
                .sorted(Comparator.comparing((SideBySide seller) -> -Math.abs(seller.largestDifference()))
                        .thenComparing(SideBySide::sellerId))
                .limit(SHOWN)
                .forEach(seller -> out.println(row(seller)));
        if (differing > SHOWN) {
            out.printf(Locale.ROOT, "… and %,d more; --csv and --json have all%n", differing - SHOWN);
        }
    }

    private static String row(SideBySide seller) {
        Day last = seller.days().isEmpty() ? null : seller.days().getLast();
        return String.format(
                Locale.ROOT,
                "%-24s %6d %8d %10s %10s %+9.2f %+9.2f  %s",
                seller.sellerId(),
                seller.days().size(),
                seller.changed(),
                last == null ? "–" : shown(last.live()),
                last == null ? "–" : shown(last.candidate()),
                seller.meanDifference(),
                seller.largestDifference(),
                standing(seller));
    }

    private static String standing(SideBySide seller) {
        String live = String.join("+", new TreeSet<>(seller.live()));
        String candidate = String.join("+", new TreeSet<>(seller.candidate()));
        return live.equals(candidate) ? (live.isEmpty() ? "" : live) : named(live) + " → " + named(candidate);
    }

    private static String named(String rules) {
        return rules.isEmpty() ? "none" : rules;
    }

    private static String shown(@Nullable BigDecimal score) {
        return score == null ? "–" : score.toPlainString();
    }

    void writeJson(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("candidate", candidate).put("at", at.toString());
        root.put("facts", read.counted()).put("repeats", read.repeated()).put("refused", read.refused());
        root.put("sellersOnOtherPacks", others);
        root.put(
                "sellersThatDiffer",
                sellers.stream().filter(seller -> !seller.same()).count());
        ArrayNode all = root.putArray("sellers");
        for (SideBySide seller : sellers) {
            ObjectNode one = all.addObject();
            one.put("sellerId", seller.sellerId())
                    .put("livePack", seller.livePack())
                    .put("zone", seller.zone().getId())
                    .put("closesThatDiffer", seller.changed())
                    .put("meanDifference", seller.meanDifference())
                    .put("largestDifference", seller.largestDifference());
            ObjectNode standing = one.putObject("standing");
            new TreeSet<>(seller.live()).forEach(standing.putArray("live")::add);
            new TreeSet<>(seller.candidate()).forEach(standing.putArray("candidate")::add);
            ArrayNode changes = one.putArray("standingChanges");
            seller.changes().forEach(change -> changes.addObject()
                    .put("day", change.day().toString())
                    .put("side", change.side().name().toLowerCase(Locale.ROOT))
                    .put("rule", change.rule())
                    .put("inForce", change.inForce()));
            ArrayNode days = one.putArray("days");
            for (Day day : seller.days()) {
                days.addObject()
                        .put("day", day.day().toString())
                        .put("live", day.live())
                        .put("candidate", day.candidate())
                        .put("difference", day.difference())
                        .put("provisional", day.provisional());
            }
        }
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    /** A row per seller and close. Ids hold no comma and no quote. */
    void writeCsv(Path file) throws IOException {
        try (BufferedWriter csv = Files.newBufferedWriter(file, UTF_8)) {
            csv.write("seller,day,live,candidate,difference,provisional\n");
            for (SideBySide seller : sellers) {
                for (Day day : seller.days()) {
                    csv.write(String.join(
                            ",",
                            seller.sellerId(),
                            day.day().toString(),
                            Objects.toString(day.live(), ""),
                            Objects.toString(day.candidate(), ""),
                            Objects.toString(day.difference(), ""),
                            Boolean.toString(day.provisional())));
                    csv.write('\n');
                }
            }
        }
    }
}
