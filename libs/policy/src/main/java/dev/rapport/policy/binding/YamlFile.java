package dev.rapport.policy.binding;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One YAML document as a tree of nodes that remember their lines. */
public final class YamlFile {

    private final String name;
    private final MappingNode root;

    private YamlFile(String name, MappingNode root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Parses {@code text}; a fault is added to {@code faults} and gives empty.
     *
     * @param name how faults name the file
     */
    public static Optional<YamlFile> parse(String name, String text, List<FileFault> faults) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            Node node = new Compose(settings).composeString(text).orElse(null);
            if (node instanceof MappingNode mapping) {
                return Optional.of(new YamlFile(name, mapping));
            }
            faults.add(new FileFault(name, 1, "", "holds no keys"));
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            faults.add(new FileFault(name, line, "", "is no YAML: " + broken.getProblem()));
        } catch (YamlEngineException broken) {
            faults.add(new FileFault(name, 1, "", "is no YAML: " + broken.getMessage()));
        }
        return Optional.empty();
    }

    /** How faults name this file. */
    public String name() {
        return name;
    }

    /** The text of a key at the top, null when absent or no scalar. */
    public @Nullable String scalar(String key) {
        return scalar(root, key);
    }

    /** A fault at a key at the top, or at the file's begin when it has no such key. */
    public FileFault fault(String key, String message) {
        for (NodeTuple entry : root.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode at && at.getValue().equals(key)) {
                return fault(at, key, message);
            }
        }
        return fault(root, key, message);
    }

    static @Nullable String scalar(MappingNode mapping, String key) {
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode at
                    && at.getValue().equals(key)
                    && entry.getValueNode() instanceof ScalarNode value) {
                return value.getValue();
            }
        }
        return null;
    }

    MappingNode root() {
        return root;
    }

    FileFault fault(Node at, String key, String message) {
        return new FileFault(name, at.getStartMark().map(Mark::getLine).orElse(0) + 1, key, message);
    }
}
