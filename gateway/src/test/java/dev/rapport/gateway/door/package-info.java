@NullMarked
package dev.rapport.gateway.door;

import org.jspecify.annotations.NullMarked;
