/** What the gateway shows without a token: the landing page, event schemas, the AsyncAPI document. */
@NullMarked
package dev.rapport.gateway.door;

import org.jspecify.annotations.NullMarked;
