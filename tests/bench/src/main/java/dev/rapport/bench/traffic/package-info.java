/** Made-up traffic of many sellers, the same for the same seed, and what it adds up to. */
@NullMarked
package dev.rapport.bench.traffic;

import org.jspecify.annotations.NullMarked;
