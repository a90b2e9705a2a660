package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.system.oracle.InputEvent;
import dev.rapport.system.oracle.Oracle;
import dev.rapport.system.suite.FigureCheck;
import dev.rapport.system.suite.RawFeeder;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.suite.Settled;
import dev.rapport.system.world.GeneratedWorld;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code GET score} through the gateway with a year of hourly counters for 1,000 sellers: four stores are fed and counted as
 * always, then what was counted of them is copied to the others.
 */
@Tag("long")
class YearOfCountersIT {
    private static final int SELLERS = 1_000;
    private static final int FED = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RunningSuite suite = RunningSuite.shared();

    @Test
    void shouldAnswerInTwentyMilliseconds() throws SQLException, ExecutionException, InterruptedException {
        List<String> lines = GeneratedWorld.lines(365, "year", FED, 365, 1_500);
        Oracle oracle = new Oracle(InputEvent.parseAll(lines));
        long begin = System.nanoTime();
        try (RawFeeder feeder = new RawFeeder(suite.launcher().kafka())) {
            feeder.feed(lines);
        }
        Settled.await(suite.launcher(), PATIENCE);
        System.out.printf("[budget] %d events of a year fed and applied in %.1f s%n", lines.size(), since(begin));
        new FigureCheck(suite.operator(), oracle, 365).everywhere(4, 720);
        copyToAll();

        for (int window : new int[] {720, 2160}) {
            for (int clients : new int[] {1, 4}) {
                double[] millis = times(clients, window, 3_000);
                System.out.printf(
                        "[budget] GET score over %d h, %d sellers, %d clients: p50 %.1f ms, p99 %.1f ms%n",
                        window, SELLERS, clients, at(millis, 50), at(millis, 99));
                if (window == 720 && clients == 1) {
                    assertThat(at(millis, 99)).as("p99 in ms").isLessThan(20);
                }
            }
        }
    }

    private void copyToAll() throws SQLException {
        try (Connection connection = suite.launcher().superuser("score");
                Statement statement = connection.createStatement()) {
            for (String table : List.of("day_counters", "hour_counters", "counted_seller", "seller")) {
                String columns = columns(connection, table);
                statement.executeUpdate("INSERT INTO " + table + " (seller_id, " + columns + ")"
                        + " SELECT 'year-' || other, " + columns + " FROM " + table
                        + " JOIN generate_series(" + FED + ", " + (SELLERS - 1) + ") other"
                        + " ON seller_id = 'year-' || other % " + FED);
            }
            statement.execute("ANALYZE");
        }
    }

    private static String columns(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var columns = connection.getMetaData().getColumns(null, "public", table, null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
        }
        names.remove("seller_id");
        return String.join(", ", names);
    }

    private double[] times(int clients, int window, int each) throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<double[]>> all = new ArrayList<>();
            for (int c = 0; c < clients; c++) {
                Random random = new Random(c);
                all.add(threads.submit(() -> times(random, window, each / clients)));
            }
            DoubleStream millis = DoubleStream.empty();
            for (Future<double[]> one : all) {
                millis = DoubleStream.concat(millis, Arrays.stream(one.get()));
            }
            return millis.sorted().toArray();
        }
    }

    private double[] times(Random random, int window, int count) {
        RestClient client = suite.operator();
        Instant start = Instant.parse("2025-05-30T00:00:00Z");
        double[] millis = new double[count];
        for (int i = -count / 4; i < count; i++) { // a warm-up first
            Instant asOf = start.plusSeconds(random.nextInt(270 * 86_400));
            long before = System.nanoTime();
            client.score("year-" + random.nextInt(SELLERS), asOf, window);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - before) / 1e6;
            }
        }
        return millis;
    }

    private static double at(double[] sorted, int percent) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)];
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
