/** Rules, dashboards and the page of metrics, held against what the running suite really tells. */
@NullMarked
package dev.rapport.system.signal;

import org.jspecify.annotations.NullMarked;
