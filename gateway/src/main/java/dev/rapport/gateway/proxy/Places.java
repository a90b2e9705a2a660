package dev.rapport.gateway.proxy;

import dev.rapport.gateway.GatewayConfig;
import dev.rapport.kit.access.Granted;
import dev.rapport.kit.access.Service;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places at the services, one {@link FairQueue} each: no more requests are at a service than there are connections to it, and
 * while they wait their bodies stay with their clients. A request holds its place until its answer is through or its client is gone.
 */
@ApplicationScoped
public class Places {

    private final Map<Service, FairQueue<Ticket>> queues = new EnumMap<>(Service.class);
    private final long patienceMillis;
    private final Vertx vertx;

    @Inject
    public Places(GatewayConfig config, Vertx vertx, MeterRegistry meters) {
        this.vertx = vertx;
        this.patienceMillis = config.placePatience().toMillis();
        int ofOne = Math.max(1, config.connections() * 3 / 4);
        for (Service service : Service.values()) {
            var queue = new FairQueue<Ticket>(config.connections(), ofOne, config.waiting());
            queues.put(service, queue);
            Gauge.builder("rapport.gateway.requests.waiting", queue, FairQueue::queued)
                    .description("Requests that wait for a place at a service")
                    .tag("service", service.wireName())
                    .register(meters);
            Gauge.builder("rapport.gateway.places", config, GatewayConfig::connections)
                    .description("Requests that may be at a service at once")
                    .tag("service", service.wireName())
                    .register(meters);
            Gauge.builder("rapport.gateway.requests.active", queue, FairQueue::taken)
                    .description("Requests at a service")
                    .tag("service", service.wireName())
                    .register(meters);
        }
    }

    /**
     * Calls one of the two, now or in a moment, on the event loop of the request.
     *
     * @param entered takes what gives the place back once its request has been answered; it is given back as well when the client goes
     * @param refused too many wait, it has waited too long, or its client went away before its turn
     */
    void enter(RoutingContext request, Granted granted, Consumer<Runnable> entered, Runnable refused) {
        FairQueue<Ticket> queue =
                Objects.requireNonNull(queues.get(granted.route().service()), "every service has its places");
        String sellerId = granted.sellerId();
        String who = sellerId == null ? "caller " + granted.caller().agentId() : "seller " + sellerId;
        var ticket = new Ticket(queue, who, vertx.getOrCreateContext(), entered, refused);
        request.addEndHandler(_ -> ticket.over());
        ticket.arrive();
    }

    /** One request's way through the queue; every method runs on its own event loop. */
    private final class Ticket {
        private final FairQueue<Ticket> queue;
        private final String who;
        private final Context loop;
        private final Consumer<Runnable> entered;
        private final Runnable refused;
        private @Nullable Long timer;
        private boolean holdsPlace;
        private boolean over;

        Ticket(FairQueue<Ticket> queue, String who, Context loop, Consumer<Runnable> entered, Runnable refused) {
            this.queue = queue;
            this.who = who;
            this.loop = loop;
            this.entered = entered;
            this.refused = refused;
        }

        void arrive() {
            switch (queue.arrive(who, this)) {
                case ENTERED -> {
                    holdsPlace = true;
                    entered.accept(this::over);
                }
                case WAITS -> timer = vertx.setTimer(patienceMillis, _ -> giveUp());
                case REFUSED -> refused.run();
            }
        }

        private void giveUp() {
            if (queue.withdraw(who, this)) {
                refused.run();
            }
        }

        /** Its turn has come; the place is taken in its name already. */
        void turn() {
            if (timer != null) {
                vertx.cancelTimer(timer);
            }
            holdsPlace = true;
            if (over) {
                leave();
                refused.run();
            } else {
                entered.accept(this::over);
            }
        }

        /** Answered, or its client is gone. */
        void over() {
            if (over) {
                return;
            }
            over = true;
            if (holdsPlace) {
                leave();
            } else if (timer != null && queue.withdraw(who, this)) {
                vertx.cancelTimer(timer);
                refused.run();
            }
        }

        private void leave() {
            holdsPlace = false;
            FairQueue.Turn<Ticket> next = queue.leave(who);
            if (next != null) {
                Ticket other = next.what();
                other.loop.runOnContext(_ -> other.turn());
            }
        }
    }
}
