@NullMarked
package dev.rapport.message.tone.model;

import org.jspecify.annotations.NullMarked;
