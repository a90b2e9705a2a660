/**
 * The suite on one machine without containers: the command line, and {@link dev.rapport.local.Servers} for the tests of
 * every module.
 */
@NullMarked
package dev.rapport.local;

import org.jspecify.annotations.NullMarked;
