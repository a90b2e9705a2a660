package dev.rapport.message.agent.model;

import dev.rapport.events.WorkingHours;
import dev.rapport.policy.WorkingCalendar;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One agent of a seller.
 *
 * @param capacity conversations at once
 * @param languages ISO 639-1; empty for any
 * @param categories product categories; empty for any
 * @param zone of the shifts, an IANA name
 * @param shifts when the agent works; null for always
 * @param version rises with every change
 */
public record Agent(
        String agentId,
        int capacity,
        List<String> languages,
        List<String> categories,
        String zone,
        @Nullable WorkingHours shifts,
        boolean active,
        long version) {

    public Agent {
        languages = List.copyOf(languages);
        categories = List.copyOf(categories);
    }

    /** Whether this agent may be given a conversation now. */
    public boolean mayTake(@Nullable String language, @Nullable String category, int inHand, Instant now) {
        return active
                && inHand < capacity
                && (languages.isEmpty() || language == null || languages.contains(primary(language)))
                && (categories.isEmpty() || category == null || categories.contains(category))
                && onShift(now);
    }

    private boolean onShift(Instant now) {
        return shifts == null
                || WorkingCalendar.opens(shifts) && new WorkingCalendar(shifts, ZoneId.of(zone)).open(now);
    }

    /** {@code pt-BR} is spoken by who speaks {@code pt}. */
    private static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
