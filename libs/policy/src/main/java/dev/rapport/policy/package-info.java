/**
 * Policy packs: a marketplace's rules as dated, typed, validated data, and the working calendars its clocks run on.
 *
 * <p>No number of the rulebook is a constant in code. {@link dev.rapport.policy.Packs} reads the YAML files once, refuses
 * all faulty ones with file, line and key, and gives the {@link dev.rapport.policy.Pack} in force at an instant. Everything
 * here is immutable and safe to share between threads.
 *
 * <p>A record of this package is the schema of a section: the component's name is the key, {@code @Nullable} makes it
 * optional, the compact constructor says what is allowed.
 */
@NullMarked
package dev.rapport.policy;

import org.jspecify.annotations.NullMarked;
