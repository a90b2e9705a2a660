/**
 * Who may call what: the one declared table of the suite's routes, and the filter that holds every request against it, in the
 * gateway and again in each service. The order is fixed: token (401), seller (404), route (404), role (403), method (405); all of it
 * before a header or a body of the request is acted on.
 */
@NullMarked
package dev.rapport.kit.access;

import org.jspecify.annotations.NullMarked;
