@NullMarked
package dev.rapport.local;

import org.jspecify.annotations.NullMarked;
