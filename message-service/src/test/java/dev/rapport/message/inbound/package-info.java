@NullMarked
package dev.rapport.message.inbound;

import org.jspecify.annotations.NullMarked;
