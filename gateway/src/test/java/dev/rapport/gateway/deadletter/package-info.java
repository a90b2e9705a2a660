@NullMarked
package dev.rapport.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
