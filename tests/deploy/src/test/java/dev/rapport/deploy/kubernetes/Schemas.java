package dev.rapport.deploy.kubernetes;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of {@code deploy/kubernetes/schemas}; whatever they do not name is unknown to a cluster. */
final class Schemas {

    private static final Path FOLDER = Rendering.KUBERNETES.resolve("schemas");
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    List<Finding> check(Manifest manifest) {
        Path file = FOLDER.resolve(manifest.apiVersion().replace('/', '_') + "." + manifest.kind() + ".json");
        if (!Files.isRegularFile(file)) {
            return List.of(new Finding(
                    Finding.Kind.UNKNOWN_KIND, manifest.label(), "there is no schema of " + manifest.apiVersion()));
        }
        Schema schema = schemas.computeIfAbsent(file.toString(), _ -> read(file));
        List<Finding> findings = new ArrayList<>();
        for (Error error : schema.validate(manifest.json().toString(), InputFormat.JSON)) {
            findings.add(new Finding(Finding.Kind.SCHEMA, manifest.label(), error.toString()));
        }
        return findings;
    }

    private Schema read(Path file) {
        try {
            return registry.getSchema(Files.readString(file), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
