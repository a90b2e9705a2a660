@NullMarked
package dev.rapport.message.search;

import org.jspecify.annotations.NullMarked;
