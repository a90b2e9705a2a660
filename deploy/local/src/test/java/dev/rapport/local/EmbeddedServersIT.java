package dev.rapport.local;

import java.nio.file.Path;

/** The contract on processes of this machine. */
class EmbeddedServersIT extends ServersContract {

    EmbeddedServersIT() {
        super(Servers.embedded(Path.of("target", "embedded-servers-it-" + System.nanoTime())));
    }
}
