/**
 * Who did what to which seller. Every request that may change something is written down and committed before it is passed on, and what
 * came of it once it has been answered; a request that cannot be written down is refused (docs/adr/0014).
 */
@NullMarked
package dev.rapport.gateway.audit;

import org.jspecify.annotations.NullMarked;
