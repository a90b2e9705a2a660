/** Where what went out lately is looked up. */
@NullMarked
package dev.rapport.message.quality.application;

import org.jspecify.annotations.NullMarked;
