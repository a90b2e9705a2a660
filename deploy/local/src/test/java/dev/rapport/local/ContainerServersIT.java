package dev.rapport.local;

import org.junit.jupiter.api.Tag;

/** The contract on containers. */
@Tag("containers")
class ContainerServersIT extends ServersContract {

    ContainerServersIT() {
        super(new ContainerServers());
    }
}
