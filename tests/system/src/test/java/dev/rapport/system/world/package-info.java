/**
 * Input made from a seed: lines of the import contract, with the disorder, repetition and edges that real feeds have.
 * The same seed gives the same lines.
 */
@NullMarked
package dev.rapport.system.world;

import org.jspecify.annotations.NullMarked;
