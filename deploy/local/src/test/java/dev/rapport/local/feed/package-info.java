/** Tests of what brings files in. */
@NullMarked
package dev.rapport.local.feed;

import org.jspecify.annotations.NullMarked;
