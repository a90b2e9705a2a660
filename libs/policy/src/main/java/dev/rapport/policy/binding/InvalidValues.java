package dev.rapport.policy.binding;

import java.util.List;
import java.util.stream.Collectors;

/** A record refused its components; each fault names one of them. */
public final class InvalidValues extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * One refused component.
     *
     * @param key the component's name; a deeper place may be given as {@code key[2]} or {@code key.name}
     * @param message what is wrong, continuing "key …"
     */
    public record Fault(String key, String message) {}

    InvalidValues(List<Fault> faults) {
        super(faults.stream().map(fault -> fault.key() + " " + fault.message()).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** All refused components, at least one. */
    public List<Fault> faults() {
        return faults;
    }
}
