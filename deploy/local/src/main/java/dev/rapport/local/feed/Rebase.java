package dev.rapport.local.feed;

import dev.rapport.events.Envelope;
import dev.rapport.events.RapportEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * History moved to the present: every time shifted by one number of whole hours, so that all distances stay, and every id
 * and source marked with that number, so that the moved events and the original ones are strangers to each other.
 *
 * <p>Marked are the ids of what the events are about (conversation, message, turn, buyer, order, product, review, dispute …),
 * the event ids and the sources. Not marked are {@code sellerId}, for it is to the seller that history is brought, and {@code agentId},
 * for agents are people of the suite and not of its input.
 *
 * @param hours what is added to every time; may be negative
 */
public record Rebase(long hours) {

    private static final Set<String> KEPT = Set.of("sellerId", "agentId");
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_EVENT_ID = 128;
    private static final int LONGEST_ATTRIBUTE = 512;
    private static final int HASH_DIGITS = 12;

    /**
     * The rebase that puts the last event at most an hour before now, and not after it.
     *
     * @param last when the last event occurred
     */
    public static Rebase to(Instant last, Instant now) {
        return new Rebase(Math.floorDiv(Duration.between(last, now).toSeconds(), 3600L));
    }

    /** When an event occurred: what its envelope says, else the first time in its data; null when neither tells. */
    public static @Nullable Instant occurred(Envelope envelope, RapportEvent event) {
        if (envelope.time() != null) {
            return envelope.time();
        }
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (component.getType() == Instant.class && get(component, event) instanceof Instant time) {
                return time;
            }
        }
        return null;
    }

    /** The envelope, moved and marked. Its outbox position is dropped: it belongs to the source that it no longer names. */
    public Envelope apply(Envelope envelope) {
        @Nullable Instant time = envelope.time();
        @Nullable String subject = envelope.subject();
        return new Envelope(
                mark(envelope.id(), LONGEST_EVENT_ID),
                mark(envelope.source(), LONGEST_ATTRIBUTE),
                envelope.type(),
                time == null ? null : shift(time),
                subject == null ? null : mark(subject, LONGEST_ATTRIBUTE),
                null,
                envelope.pack(),
                envelope.traceparent(),
                envelope.replay());
    }

    /** The event, moved and marked. */
    public RapportEvent apply(RapportEvent event) {
        return (RapportEvent) applyToRecord((Record) event);
    }

    private @Nullable Object applyTo(String name, @Nullable Object value) {
        return switch (value) {
            case Instant time -> shift(time);
            case String text when isId(name) -> mark(text, LONGEST_ID);
            case List<?> list -> list.stream().map(each -> applyTo(name, each)).toList();
            case Record inner -> applyToRecord(inner);
            case null, default -> value;
        };
    }

    private Record applyToRecord(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = applyTo(components[i].getName(), get(components[i], record));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = record.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isId(String name) {
        return (name.equals("id") || name.endsWith("Id")) && !KEPT.contains(name);
    }

    private Instant shift(Instant time) {
        return time.plus(Duration.ofHours(hours));
    }

    /** Appends the mark; what would be too long is cut, and told apart by a hash of the whole. */
    private String mark(String id, int longest) {
        String mark = "~r" + hours;
        if (id.length() + mark.length() <= longest) {
            return id + mark;
        }
        int kept = longest - mark.length() - HASH_DIGITS - 1;
        return id.substring(0, kept) + "~" + hash(id) + mark;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
