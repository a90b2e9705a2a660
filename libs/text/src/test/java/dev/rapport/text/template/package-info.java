@NullMarked
package dev.rapport.text.template;

import org.jspecify.annotations.NullMarked;
