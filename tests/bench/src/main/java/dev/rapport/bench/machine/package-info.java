/** What this machine tells of processes: processor time, memory, load. */
@NullMarked
package dev.rapport.bench.machine;

import org.jspecify.annotations.NullMarked;
