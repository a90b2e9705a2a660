package dev.rapport.gateway;

import dev.rapport.kit.access.Service;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the services are and how long the gateway waits for them. */
@ConfigMapping(prefix = "rapport.gateway")
public interface GatewayConfig {

    Upstream message();

    Upstream review();

    Upstream care();

    Upstream score();

    /** How long a connection to a service may take to open; a service that is there answers at once. */
    @WithDefault("1S")
    Duration connectTimeout();

    /** How long a request's body may take to arrive; four megabytes over 70 KB a second. */
    @WithDefault("60S")
    Duration requestTimeout();

    /** Bytes of a body that are read before its request takes a place at a service: who sends slowly keeps none meanwhile. */
    @WithDefault("65536")
    int readAhead();

    /** Bytes read ahead of all requests together; beyond them a request takes its place at once and its body passes piece by piece. */
    @WithDefault("33554432")
    long readAheadOfAll();

    /** How long a service may take from the end of the request to its answer, and between two pieces of it. */
    @WithDefault("30S")
    Duration answerTimeout();

    /** Connections kept to one service; more requests than these wait. */
    @WithDefault("64")
    int connections();

    /** Requests that may wait for a connection to one service; more are refused with 503 at once. */
    @WithDefault("256")
    int waiting();

    /** How long a request may wait for a connection before it is refused with 503. */
    @WithDefault("1S")
    Duration placePatience();

    /** One service. */
    interface Upstream {
        /** Scheme, host and port of its REST interface. */
        URI url();

        /** Scheme, host and port of its health; its REST port plus 1000 unless told. */
        Optional<URI> managementUrl();

        /** Where its health is. */
        default URI management() {
            URI rest = url();
            return managementUrl()
                    .orElseGet(() -> URI.create(rest.getScheme() + "://" + rest.getHost() + ":" + (port(rest) + 1000)));
        }
    }

    /** The service that owns a route. */
    default Upstream upstream(Service service) {
        return switch (service) {
            case MESSAGE -> message();
            case REVIEW -> review();
            case CARE -> care();
            case SCORE -> score();
            case GATEWAY -> throw new IllegalArgumentException("the gateway does not call itself");
        };
    }

    /** The port of an address, also where it is left out. */
    static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
    }
}
