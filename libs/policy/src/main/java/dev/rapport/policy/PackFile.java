package dev.rapport.policy;

import java.util.regex.Pattern;

/** What a policy file can hold; its key {@code kind} says which. */
public sealed interface PackFile permits Pack, KeywordTable, RateTable, TabooTable, TemplateTable, ZoneTable {

    /** What other files and profiles call it. */
    String name();

    /** Which text of it this is. */
    String version();

    /** {@code name@version}. */
    default String label() {
        return name() + "@" + version();
    }

    /** Whether {@code name} may name a pack or table; it is also a valid id on the wire. */
    static boolean isName(String name) {
        return Names.NAME.matcher(name).matches();
    }

    /** Whether {@code version} may name a version. */
    static boolean isVersion(String version) {
        return Names.VERSION.matcher(version).matches();
    }

    /** The forms of names, kept out of the interface's own members. */
    final class Names {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
        private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,31}");

        private Names() {}
    }
}
