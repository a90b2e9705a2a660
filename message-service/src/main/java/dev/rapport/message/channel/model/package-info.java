/** When a channel is degraded, as a pure decision. */
@NullMarked
package dev.rapport.message.channel.model;

import org.jspecify.annotations.NullMarked;
