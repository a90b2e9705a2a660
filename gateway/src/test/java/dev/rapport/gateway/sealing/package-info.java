@NullMarked
package dev.rapport.gateway.sealing;

import org.jspecify.annotations.NullMarked;
