@NullMarked
package dev.rapport.local.process;

import org.jspecify.annotations.NullMarked;
