/** The use cases: counting what is heard, and watching its share. */
@NullMarked
package dev.rapport.message.tone.application;

import org.jspecify.annotations.NullMarked;
