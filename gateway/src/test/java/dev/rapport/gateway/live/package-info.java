/** Live streams against a real broker. */
@org.jspecify.annotations.NullMarked
package dev.rapport.gateway.live;
