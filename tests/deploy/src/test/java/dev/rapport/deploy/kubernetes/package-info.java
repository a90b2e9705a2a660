/** The manifests: their generated parts, what they must be like, and that a mistake in them is found. */
@NullMarked
package dev.rapport.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;
