/** Webhooks against a real database and broker. */
@NullMarked
package dev.rapport.gateway.webhook;

import org.jspecify.annotations.NullMarked;
