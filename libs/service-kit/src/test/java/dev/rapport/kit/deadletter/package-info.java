@NullMarked
package dev.rapport.kit.deadletter;

import org.jspecify.annotations.NullMarked;
