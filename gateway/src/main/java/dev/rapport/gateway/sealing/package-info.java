/** What the gateway keeps or hands out so that nobody else can read or alter it. */
@NullMarked
package dev.rapport.gateway.sealing;

import org.jspecify.annotations.NullMarked;
