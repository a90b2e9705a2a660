@NullMarked
package dev.rapport.message.fast.model;

import org.jspecify.annotations.NullMarked;
