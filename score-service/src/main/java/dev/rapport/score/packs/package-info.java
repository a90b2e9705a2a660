/** The marketplaces' rules as data, to look at. */
@NullMarked
package dev.rapport.score.packs;

import org.jspecify.annotations.NullMarked;
