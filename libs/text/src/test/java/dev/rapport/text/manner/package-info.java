@NullMarked
package dev.rapport.text.manner;

import org.jspecify.annotations.NullMarked;
