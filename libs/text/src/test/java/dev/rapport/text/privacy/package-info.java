@NullMarked
package dev.rapport.text.privacy;

import org.jspecify.annotations.NullMarked;
