/** Optimistic concurrency over HTTP: {@code ETag} on single resources, {@code If-Match} demanded or honoured on writes. */
@NullMarked
package dev.rapport.kit.etag;

import org.jspecify.annotations.NullMarked;
