package dev.rapport.message.connector.adapter;

import dev.rapport.events.EventCodec;
import dev.rapport.events.OutboundEvent.DispatchRequested;
import dev.rapport.message.connector.ConnectorConfig;
import dev.rapport.message.connector.application.Connector;
import dev.rapport.message.connector.model.Report;
import dev.rapport.message.connector.model.Target;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes each request as a line of JSON into a file of its seller, for trying out; everything is delivered. */
@Singleton
final class FileConnector implements Connector {

    private final Optional<Path> folder;
    private final EventCodec codec = new EventCodec();

    FileConnector(ConnectorConfig config) {
        this.folder = config.folder();
    }

    @Override
    public boolean serves(Target target) {
        return target instanceof Target.File;
    }

    @Override
    public synchronized Report deliver(DispatchRequested request, Target target) {
        if (folder.isEmpty()) {
            return Report.failed(503, "no folder is configured");
        }
        try {
            Files.createDirectories(folder.get());
            String line = new String(codec.data(request), StandardCharsets.UTF_8) + "\n";
            // Ids have no separators in them; a colon is none of a file's name everywhere.
            Path file = folder.get().resolve(request.sellerId().replace(':', '_') + ".jsonl");
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Report.delivered("file~"
                    + request.dispatchId()
                            .substring(0, Math.min(59, request.dispatchId().length())));
        } catch (IOException e) {
            return Report.failed(500, "the file could not be written");
        }
    }
}
