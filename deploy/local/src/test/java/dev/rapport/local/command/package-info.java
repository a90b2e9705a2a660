/** Tests of what people type. */
@NullMarked
package dev.rapport.local.command;

import org.jspecify.annotations.NullMarked;
