/**
 * The one door of the suite. Checks token, seller, route and role ({@link dev.rapport.kit.access.AccessFilter}), then passes the
 * request on to the service that owns the route; the service checks again. Keeps no state but connections.
 */
@NullMarked
package dev.rapport.gateway;

import org.jspecify.annotations.NullMarked;
