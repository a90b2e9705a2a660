/** How work of the worker role becomes a transaction. */
@NullMarked
package dev.rapport.kit.transaction;

import org.jspecify.annotations.NullMarked;
