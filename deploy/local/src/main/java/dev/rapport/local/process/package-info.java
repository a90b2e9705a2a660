/**
 * Processes of the operating system that outlive whoever started them. Guarantees that a process number which was given
 * to somebody else meanwhile is never taken for ours, let alone killed.
 */
@NullMarked
package dev.rapport.local.process;

import org.jspecify.annotations.NullMarked;
