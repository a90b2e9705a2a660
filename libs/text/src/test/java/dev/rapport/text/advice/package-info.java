@NullMarked
package dev.rapport.text.advice;

import org.jspecify.annotations.NullMarked;
