/** The steps of FAST as pure decisions. */
@NullMarked
package dev.rapport.message.fast.model;

import org.jspecify.annotations.NullMarked;
