package dev.rapport.kit.due;

import dev.rapport.policy.TimePassing;
import java.util.List;

/**
 * Everything that falls due in a service. Produce one as a {@code @Singleton} CDI bean and the kit fires it between start and stop.
 *
 * @param consumer the group of the subscription that applies {@code rapport.inbound}: its progress decides what has been applied
 * @param passing when a due time is late, and how long a seller must have been quiet then
 */
public record DueWork(String consumer, TimePassing passing, List<DueTable> tables) {

    public DueWork {
        tables = List.copyOf(tables);
    }
}
