package dev.rapport.system.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A few stores over some months: threads of three kinds with auto-replies, silence and answers on the very second of a
 * deadline; orders, disputes, reviews and replies; a share of all of it late, repeated, or told by two sources. Human answers
 * alone are never late: whether one that is had been missed before (MSG-12) depends on how far a service had read by then.
 */
public final class GeneratedWorld {
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final String[] KINDS = {"PRE_SALE", "ORDER_NOTE", "AFTER_SALE"};
    /** After everything else, so that what was due before is told without waiting for a silent minute (Time passing). */
    private static final int LAST_WORDS_AFTER_DAYS = 30;

    private static final long[] EXACT_MINUTES = {2 * 60, 24 * 60, 26 * 60, 48 * 60};

    private final RandomGenerator random;
    private final Lines feed;
    private final Lines otherFeed;
    private final int days;
    private final List<Arrival> arrivals = new ArrayList<>();
    private int next;

    private record Arrival(Instant at, int order, String line) {}

    private GeneratedWorld(long seed, String source, int days) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.feed = new Lines(source);
        this.otherFeed = new Lines(source + "/again");
        this.days = days;
    }

    /**
     * @param seed the same seed and arguments give the same lines
     * @param prefix first part of every seller's id and of the source
     * @param sellers number of stores
     * @param days length of the history, from 2025-03-01
     * @param threadsPerSeller conversations of one store; orders are twice as many
     * @return lines in order of arrival
     */
    public static List<String> lines(long seed, String prefix, int sellers, int days, int threadsPerSeller) {
        GeneratedWorld world = new GeneratedWorld(seed, "/" + prefix, days);
        for (int s = 0; s < sellers; s++) {
            String seller = prefix + "-" + s;
            for (int i = 0; i < threadsPerSeller; i++) {
                world.conversation(seller, seller + "-c" + i);
            }
            for (int i = 0; i < 2 * threadsPerSeller; i++) {
                world.order(seller, seller + "-o" + i);
            }
            world.lastWords(seller, seller + "-last");
        }
        return world.arrivals.stream()
                .sorted(Comparator.comparing(Arrival::at).thenComparing(Arrival::order))
                .map(Arrival::line)
                .toList();
    }

    private void conversation(String seller, String conversation) {
        String kind = KINDS[random.nextInt(KINDS.length)];
        Instant now = moment();
        int messages = 1 + random.nextInt(9);
        for (int i = 0; i < messages; i++) {
            String message = conversation + "-m" + i;
            Instant at = now;
            if (random.nextInt(100) < 55) {
                add(at, lines -> lines.buyerMessage(seller, conversation, message, kind, at, "Where is my parcel?"));
            } else {
                boolean automatic = random.nextInt(3) == 0;
                add(at, automatic, lines -> lines.sellerMessage(seller, conversation, message, kind, at, automatic));
            }
            now = now.plus(pause());
        }
    }

    private void lastWords(String seller, String conversation) {
        Instant asked = START.plus(Duration.ofDays(days + LAST_WORDS_AFTER_DAYS));
        Instant answered = asked.plusSeconds(60);
        arrive(asked, false, feed.buyerMessage(seller, conversation, conversation + "-m0", KINDS[0], asked, "Hello?"));
        arrive(
                answered,
                false,
                feed.sellerMessage(seller, conversation, conversation + "-m1", KINDS[0], answered, false));
    }

    private void order(String seller, String order) {
        Instant placed = moment();
        add(placed, lines -> lines.orderPlaced(seller, order, placed));
        Instant shipped = placed.plus(pause());
        Instant delivered = shipped.plus(Duration.ofDays(1 + random.nextInt(20)));
        add(shipped, lines -> lines.orderShipped(seller, order, shipped));
        add(delivered, lines -> lines.orderDelivered(seller, order, delivered));
        if (random.nextInt(40) == 0) {
            add(delivered, lines -> lines.disputeOpened(seller, order + "-d", order, delivered));
        }
        if (random.nextInt(2) == 0) {
            review(seller, order, delivered.plus(pause()));
        }
    }

    private void review(String seller, String order, Instant posted) {
        int stars = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 4 + random.nextInt(2);
        String review = order + "-r";
        add(posted, lines -> lines.reviewPosted(seller, review, order, stars, posted));
        if (random.nextInt(10) > 0) {
            Instant replied = posted.plus(pause());
            add(replied, lines -> lines.reviewReplied(seller, review, replied));
        }
    }

    /** Most events arrive in time and once; some late, some twice, some from another source as well. */
    private void add(Instant at, Function<Lines, String> write) {
        add(at, true, write);
    }

    private void add(Instant at, boolean mayBeLate, Function<Lines, String> write) {
        String line = write.apply(feed);
        arrive(at, mayBeLate, line);
        int fate = random.nextInt(100);
        if (fate < 3) {
            arrive(at, mayBeLate, line);
        } else if (fate < 6) {
            arrive(at, mayBeLate, write.apply(otherFeed));
        }
    }

    private void arrive(Instant at, boolean mayBeLate, String line) {
        int lateness = random.nextInt(100);
        Duration late = lateness < 90 || !mayBeLate
                ? Duration.ZERO
                : lateness < 98 ? Duration.ofSeconds(random.nextInt(900)) : Duration.ofMinutes(random.nextInt(2880));
        arrivals.add(new Arrival(at.plus(late), next++, line));
    }

    /** Any second of the history, every fifth time a full hour. */
    private Instant moment() {
        return random.nextInt(5) == 0
                ? START.plus(Duration.ofHours(random.nextInt(24 * days)))
                : START.plusSeconds(random.nextLong(86_400L * days));
    }

    /** Seconds to days; every tenth the length of a deadline to the second, every tenth none at all. */
    private Duration pause() {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofMinutes(EXACT_MINUTES[random.nextInt(EXACT_MINUTES.length)]);
            case 1 -> Duration.ZERO;
            case 2, 3 -> Duration.ofMinutes(random.nextInt(60 * 60));
            case 4, 5, 6 -> Duration.ofSeconds(random.nextInt(12 * 3600));
            default -> Duration.ofSeconds(1 + random.nextInt(600));
        };
    }
}
