package dev.rapport.message.connector.adapter;

import dev.rapport.kit.outward.Destinations;
import dev.rapport.kit.outward.Names;
import dev.rapport.message.connector.ConnectorConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where webhooks may go, judged alike when one is set up and when it is called. */
final class ConnectorBeans {

    @Produces
    @Singleton
    Destinations destinations(ConnectorConfig config) {
        return new Destinations(Names.ofThisMachine(), config.privateTargets());
    }
}
