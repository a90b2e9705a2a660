@NullMarked
package dev.rapport.events;

import org.jspecify.annotations.NullMarked;
