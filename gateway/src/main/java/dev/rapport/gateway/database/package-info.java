/** The gateway's own database: webhooks, the audit log, what was decided about dead letters. */
@NullMarked
package dev.rapport.gateway.database;

import org.jspecify.annotations.NullMarked;
