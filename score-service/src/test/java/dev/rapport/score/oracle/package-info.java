/** The engine held against the oracle, which is a module of its own. */
@NullMarked
package dev.rapport.score.oracle;

import org.jspecify.annotations.NullMarked;
