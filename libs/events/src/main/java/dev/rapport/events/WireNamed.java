package dev.rapport.events;

/** An enum constant whose name on the wire is not its Java name. */
public interface WireNamed {

    /** The name on the wire. */
    String wireName();
}
