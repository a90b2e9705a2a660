@NullMarked
package dev.rapport.kit.outbox;

import org.jspecify.annotations.NullMarked;
