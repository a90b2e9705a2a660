/** What falls due in this service by itself, and who does it. */
@NullMarked
package dev.rapport.message.due;

import org.jspecify.annotations.NullMarked;
