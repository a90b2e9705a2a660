package dev.rapport.policy;

import dev.rapport.events.Money;
import dev.rapport.events.Shift;
import dev.rapport.policy.binding.FileFault;
import dev.rapport.policy.binding.RecordBinder;
import dev.rapport.policy.binding.Scalars;
import dev.rapport.policy.binding.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policy files and binds them: tables first, then the packs that name them.
 *
 * <p>A file is known by its keys {@code kind}, {@code name} and {@code version}, not by where it lies, so that a flat folder
 * (a mounted ConfigMap) does as well as a deep one.
 */
final class PackFiles {

    private static final String INDEX = "/packs/INDEX";

    private enum Kind {
        KEYWORDS,
        RATES,
        TABOOS,
        TEMPLATES,
        ZONES,
        PACK
    }

    private record Id(Kind kind, String label) {}

    private final List<FileFault> faults;
    private final Map<Id, PackFile> bound = new HashMap<>();

    /** Adds what it finds wrong to {@code faults}. */
    PackFiles(List<FileFault> faults) {
        this.faults = faults;
    }

    Collection<Pack> read(@Nullable Path overrides) {
        Map<Id, YamlFile> files = identified(shipped());
        if (overrides != null) {
            files.putAll(identified(inFolder(overrides)));
        }
        for (Kind kind : Kind.values()) {
            files.forEach((id, file) -> {
                if (id.kind() == kind) {
                    bind(file, kind).ifPresent(value -> bound.put(id, value));
                }
            });
        }
        return packs(files);
    }

    /** The pack of a file beside all others; null with faults when there is none. */
    @Nullable
    Pack candidate(@Nullable Path overrides, Path path) {
        Map<Id, YamlFile> files = identified(shipped());
        if (overrides != null) {
            files.putAll(identified(inFolder(overrides)));
        }
        files.forEach((id, file) -> {
            if (id.kind() != Kind.PACK) {
                bind(file, id.kind()).ifPresent(value -> bound.put(id, value));
            }
        });
        Optional<YamlFile> file = Optional.empty();
        try {
            file = parse(path);
        } catch (IOException unreadable) {
            faults.add(new FileFault(
                    path.toString(),
                    1,
                    "",
                    "cannot be read: " + unreadable.getClass().getSimpleName()));
        }
        Optional<Id> id = file.flatMap(this::identify);
        if (file.isEmpty() || id.isEmpty()) {
            return null;
        }
        if (id.get().kind() != Kind.PACK) {
            fault(file.get(), "kind", "must be pack, to be tried");
            return null;
        }
        return (Pack) bind(file.get(), Kind.PACK).orElse(null);
    }

    private Optional<? extends PackFile> bind(YamlFile file, Kind kind) {
        RecordBinder binder = new RecordBinder(file, scalars(), faults);
        return switch (kind) {
            case KEYWORDS -> binder.bind(KeywordTable.class);
            case RATES -> binder.bind(RateTable.class);
            case TABOOS -> binder.bind(TabooTable.class);
            case TEMPLATES -> binder.bind(TemplateTable.class);
            case ZONES -> binder.bind(ZoneTable.class);
            case PACK -> binder.bind(Pack.class);
        };
    }

    private Collection<Pack> packs(Map<Id, YamlFile> files) {
        Map<String, Pack> byStart = new LinkedHashMap<>();
        files.forEach((id, file) -> {
            if (bound.get(id) instanceof Pack pack) {
                Pack other = byStart.put(pack.name() + " " + pack.effectiveFrom(), pack);
                if (other != null) {
                    fault(file, "effectiveFrom", "is also that of version " + other.version());
                }
            }
        });
        return byStart.values();
    }

    private Scalars scalars() {
        return new Scalars()
                .with(Money.class, "an amount such as USD 50", PackFiles::money)
                .with(Shift.class, "a shift such as 09:00-22:00", PackFiles::shift)
                .with(KeywordTable.class, "a known keyword table as name@version", label -> table(Kind.KEYWORDS, label))
                .with(RateTable.class, "a known rate table as name@version", label -> table(Kind.RATES, label))
                .with(TabooTable.class, "a known taboo table as name@version", label -> table(Kind.TABOOS, label))
                .with(
                        TemplateTable.class,
                        "a known template table as name@version",
                        label -> table(Kind.TEMPLATES, label))
                .with(ZoneTable.class, "a known zone table as name@version", label -> table(Kind.ZONES, label));
    }

    @SuppressWarnings("unchecked")
    private <T extends PackFile> T table(Kind kind, String label) {
        PackFile table = bound.get(new Id(kind, label));
        if (table == null) {
            throw new IllegalArgumentException(label);
        }
        return (T) table;
    }

    private Map<Id, YamlFile> identified(List<YamlFile> files) {
        Map<Id, YamlFile> known = new LinkedHashMap<>();
        for (YamlFile file : files) {
            identify(file).ifPresent(id -> {
                YamlFile other = known.put(id, file);
                if (other != null) {
                    fault(file, "version", "is also that of " + other.name());
                }
            });
        }
        return known;
    }

    private Optional<Id> identify(YamlFile file) {
        String name = file.scalar("name");
        String version = file.scalar("version");
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(file.scalar("kind"))) {
                return Optional.of(new Id(kind, name + "@" + version));
            }
        }
        fault(file, "kind", "must be one of keywords, rates, taboos, templates, zones, pack");
        return Optional.empty();
    }

    private List<YamlFile> shipped() {
        List<YamlFile> files = new ArrayList<>();
        for (String path : resource(INDEX).strip().split("\\s+")) {
            YamlFile.parse("packs/" + path, resource("/packs/" + path), faults).ifPresent(files::add);
        }
        return files;
    }

    private List<YamlFile> inFolder(Path folder) {
        List<YamlFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path :
                    paths.filter(at -> isPolicyFile(folder, at)).sorted().toList()) {
                parse(path).ifPresent(files::add);
            }
        } catch (IOException unreadable) {
            faults.add(new FileFault(folder.toString(), 1, "", "cannot be read: " + unreadable.getMessage()));
        }
        return files;
    }

    /** Hidden folders are passed over: a mounted ConfigMap keeps its real files in one, and links to them. */
    private static boolean isPolicyFile(Path folder, Path path) {
        for (Path part : folder.relativize(path)) {
            if (part.toString().startsWith(".") && !part.toString().isEmpty()) {
                return false;
            }
        }
        String name = Objects.toString(path.getFileName(), "");
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
    }

    private Optional<YamlFile> parse(Path path) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
            return YamlFile.parse(path.toString(), text, faults);
        } catch (CharacterCodingException notUtf8) {
            faults.add(new FileFault(path.toString(), 1, "", "is not UTF-8"));
            return Optional.empty();
        }
    }

    private void fault(YamlFile file, String key, String message) {
        faults.add(file.fault(key, message));
    }

    private static String resource(String path) {
        try (InputStream in = PackFiles.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(in, () -> "not shipped: " + path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Money money(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text);
        }
        return Money.of(parts[0], parts[1]);
    }

    private static Shift shift(String text) {
        String[] parts = text.split("-", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text);
        }
        return new Shift(
                LocalTime.parse(parts[0]), parts[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(parts[1]));
    }
}
