@NullMarked
package dev.rapport.kit.problem;

import org.jspecify.annotations.NullMarked;
