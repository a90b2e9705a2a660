/**
 * The whole suite on one machine: its parts, their ports, secrets and folder, and {@link dev.rapport.local.suite.Suite}, which
 * starts and stops them. Guarantees that starting is idempotent, that a failed start leaves nothing behind, and that
 * starting after any kill goes on from the data that is there.
 */
@NullMarked
package dev.rapport.local.suite;

import org.jspecify.annotations.NullMarked;
