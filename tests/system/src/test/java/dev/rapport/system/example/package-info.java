/** The examples of the REST interface: a tour through all of it, and what is kept of the tour for {@code /openapi}. */
@NullMarked
package dev.rapport.system.example;

import org.jspecify.annotations.NullMarked;
