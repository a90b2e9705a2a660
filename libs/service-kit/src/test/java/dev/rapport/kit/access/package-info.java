@NullMarked
package dev.rapport.kit.access;

import org.jspecify.annotations.NullMarked;
