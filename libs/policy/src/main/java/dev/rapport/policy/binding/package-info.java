/**
 * Binds a YAML file to records, keeping line numbers: every fault names its file, line and key, and all are found at once.
 *
 * <p>Own rather than a general data binder, because those give up at the first fault, accept unknown keys or forget lines.
 */
@NullMarked
package dev.rapport.policy.binding;

import org.jspecify.annotations.NullMarked;
