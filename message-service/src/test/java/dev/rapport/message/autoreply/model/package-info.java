@NullMarked
package dev.rapport.message.autoreply.model;

import org.jspecify.annotations.NullMarked;
