package dev.rapport.local.suite;

import dev.rapport.local.process.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which port is whose.
 *
 * @param offset added to every documented port, so that a second suite can run beside the first
 */
public record PortPlan(int offset) {

    private static final int MANAGEMENT = 1000;
    private static final int POSTGRES = 15432;
    private static final int KAFKA = 19092;
    private static final int KAFKA_CONTROLLER = 19093;
    private static final int HIGHEST = 65_535;

    /** One port and what listens there. */
    public record Use(int port, String part, String purpose) {
        /** Whether a server could listen there now. */
        public boolean available() {
            return Ports.available(port);
        }
    }

    /** @throws IllegalArgumentException when a port would not be one */
    public PortPlan {
        if (offset < -7_000 || KAFKA_CONTROLLER + offset > HIGHEST) {
            throw new IllegalArgumentException("RAPPORT_PORT_OFFSET must be between -7000 and "
                    + (HIGHEST - KAFKA_CONTROLLER) + ", not " + offset);
        }
    }

    /** A plan whose ports nobody listens on now, for a suite of a test's own. */
    public static PortPlan free() {
        for (int attempt = 0; attempt < 200; attempt++) {
            // All of them below what is given to connections that go out, and above what is documented.
            int offset = ThreadLocalRandom.current().nextInt(2_000, 13_000);
            PortPlan plan = new PortPlan(offset);
            if (plan.uses().stream().allMatch(Use::available)) {
                return plan;
            }
        }
        throw new IllegalStateException("no room for a suite's ports on this machine");
    }

    /** Where a service takes requests. */
    public int http(Service service) {
        return service.port() + offset;
    }

    /** Where a service tells of its health and figures. */
    public int management(Service service) {
        return http(service) + MANAGEMENT;
    }

    /** Where PostgreSQL listens. */
    public int postgres() {
        return POSTGRES + offset;
    }

    /** Where clients find the broker. */
    public int kafka() {
        return KAFKA + offset;
    }

    /** Where the broker's controller half listens. */
    public int kafkaController() {
        return KAFKA_CONTROLLER + offset;
    }

    /** Those of one part, the one it serves on first. */
    List<Use> of(String part) {
        return uses().stream().filter(use -> use.part().equals(part)).toList();
    }

    /** All of them. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        uses.add(new Use(postgres(), Suite.POSTGRES, "the services' databases"));
        uses.add(new Use(kafka(), Suite.KAFKA, "events, from and to everybody"));
        uses.add(new Use(kafkaController(), Suite.KAFKA, "the broker's own affairs"));
        for (Service service : Service.values()) {
            uses.add(new Use(http(service), service.label(), service.purpose()));
            uses.add(new Use(management(service), service.label(), "health and metrics"));
        }
        return uses;
    }
}
