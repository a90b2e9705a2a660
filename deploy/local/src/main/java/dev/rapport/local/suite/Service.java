package dev.rapport.local.suite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes that are ours, in the order in which a user reads of them. */
public enum Service {
    GATEWAY("gateway", 8080, "gateway", "everything of the REST interface"),
    MESSAGE("message-service", 8081, "message", "conversations, messages, the REST way in"),
    REVIEW("review-service", 8082, "review", "reviews"),
    CARE("care-service", 8083, "care", "orders and parcels"),
    SCORE("score-service", 8084, "score", "profiles and scores");

    private final String label;
    private final int port;
    private final @Nullable String database;
    private final String purpose;

    Service(String label, int port, @Nullable String database, String purpose) {
        this.label = label;
        this.port = port;
        this.database = database;
        this.purpose = purpose;
    }

    /** The module's name, which is also what a user types. */
    public String label() {
        return label;
    }

    /** The documented port; health and metrics are 1000 above. */
    int port() {
        return port;
    }

    /** The name of its database. */
    public Optional<String> database() {
        return Optional.ofNullable(database);
    }

    /** What its port is for. */
    String purpose() {
        return purpose;
    }

    /** Those that have a database. */
    static List<Service> withDatabase() {
        return Stream.of(values()).filter(service -> service.database != null).toList();
    }

    /** Those behind the gateway: each has a database and applies what is on the topics. */
    public static List<Service> behind() {
        return Stream.of(values()).filter(service -> service != GATEWAY).toList();
    }

    /** The service of that name, full ({@code message-service}) or short ({@code message}). */
    public static Optional<Service> named(String name) {
        return Stream.of(values())
                .filter(service -> service.label.equals(name) || service.label.equals(name + "-service"))
                .findFirst();
    }
}
