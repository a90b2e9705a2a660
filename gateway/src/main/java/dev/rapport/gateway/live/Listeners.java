package dev.rapport.gateway.live;

import dev.rapport.kit.access.Caller;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which streams are told of which seller. One thread adds and tells; any may remove. */
final class Listeners {

    private final ConcurrentHashMap<String, Set<LiveStream>> bySeller = new ConcurrentHashMap<>();

    void add(LiveStream stream) {
        for (String seller : stream.sellers()) {
            bySeller.compute(seller, (_, known) -> {
                Set<LiveStream> streams = known == null ? ConcurrentHashMap.newKeySet(2) : known;
                streams.add(stream);
                return streams;
            });
        }
        if (stream.closed()) {
            remove(stream);
        }
    }

    void remove(LiveStream stream) {
        for (String seller : stream.sellers()) {
            bySeller.computeIfPresent(seller, (_, streams) -> {
                streams.remove(stream);
                return streams.isEmpty() ? null : streams;
            });
        }
    }

    boolean anyFor(String seller) {
        return bySeller.containsKey(seller) || bySeller.containsKey(Caller.EVERY_SELLER);
    }

    void tell(String seller, Buffer frame) {
        tell(bySeller.get(seller), frame);
        tell(bySeller.get(Caller.EVERY_SELLER), frame);
    }

    private static void tell(@Nullable Set<LiveStream> streams, Buffer frame) {
        if (streams != null) {
            streams.forEach(stream -> stream.tell(frame));
        }
    }
}
