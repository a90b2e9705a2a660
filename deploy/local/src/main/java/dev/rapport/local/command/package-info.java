/** The commands of {@code ./rapport}, each as thin as it can be. Guarantees exit status 0 only on success. */
@NullMarked
package dev.rapport.local.command;

import org.jspecify.annotations.NullMarked;
