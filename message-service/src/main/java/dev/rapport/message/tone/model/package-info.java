/** When coldness is too much, as a pure decision. */
@NullMarked
package dev.rapport.message.tone.model;

import org.jspecify.annotations.NullMarked;
