package dev.rapport.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's process: formats its storage the first time, then runs. Arguments: the log folder, the settings file. */
final class BrokerMain {

    private BrokerMain() {}

    /** Does not return while the broker runs. */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        String settings = args[1];
        if (!Files.exists(data.resolve("meta.properties"))) {
            Files.createDirectories(data);
            String[] format = {
                "format",
                "--ignore-formatted",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                settings
            };
            int status = StorageTool.execute(format, System.out);
            if (status != 0) {
                System.exit(status);
            }
        }
        Kafka.main(new String[] {settings});
    }
}
