package dev.rapport.policy;

import dev.rapport.policy.binding.FileFault;
import java.util.List;
import java.util.stream.Collectors;

/** Policy files that cannot be used; the message has one line per fault, each with file, line and key. */
public final class PackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FileFault> faults;

    PackException(List<FileFault> faults) {
        super(faults.stream()
                .sorted()
                .map(FileFault::toString)
                .collect(Collectors.joining("\n", "The policy packs have faults:\n", "")));
        this.faults = faults.stream().sorted().toList();
    }

    /** All faults found, by file and line. */
    public List<FileFault> faults() {
        return faults;
    }
}
