/** Trying again, giving up, holding back while a channel is degraded. */
@NullMarked
package dev.rapport.message.delivery.application;

import org.jspecify.annotations.NullMarked;
