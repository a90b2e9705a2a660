/**
 * After a database was put back ({@code source_epoch.read_back} is false): {@link dev.rapport.kit.restore.ReadBack} learns from Kafka what
 * the service had told since. Guarantees, as long as the topics still hold it: no fact that is derived a second time is told a second
 * time, and what is not derived again is named ({@code told_fact} without {@code derived_at}).
 */
@NullMarked
package dev.rapport.kit.restore;

import org.jspecify.annotations.NullMarked;
