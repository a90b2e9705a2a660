@NullMarked
package dev.rapport.kit.restore;

import org.jspecify.annotations.NullMarked;
