/**
 * What happens to a seller as it happens: Server-Sent Events straight from Kafka. One thread of this process reads the log and tells
 * every open stream; another reads again what a stream that comes back has missed. Streams themselves are written on the event loops.
 */
@NullMarked
package dev.rapport.gateway.live;

import org.jspecify.annotations.NullMarked;
