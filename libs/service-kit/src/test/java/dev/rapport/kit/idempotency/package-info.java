@NullMarked
package dev.rapport.kit.idempotency;

import org.jspecify.annotations.NullMarked;
