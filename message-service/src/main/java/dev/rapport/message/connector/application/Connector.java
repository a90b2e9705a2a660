package dev.rapport.message.connector.application;

import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.message.connector.model.Report;
import dev.rapport.message.connector.model.Target;

/** Delivers messages to a marketplace. One that is called twice with a dispatch has no way to know; whoever is behind it de-duplicates on it. */
public interface Connector {

    /** Whether it delivers to such a target. */
    boolean serves(Target target);

    /** Delivers, once, and waits for what comes of it; never throws for what the other side does. */
    Report deliver(DispatchRequested request, Target target);
}
