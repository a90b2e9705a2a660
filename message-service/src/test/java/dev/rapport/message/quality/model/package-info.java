@NullMarked
package dev.rapport.message.quality.model;

import org.jspecify.annotations.NullMarked;
