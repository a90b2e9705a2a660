@NullMarked
package dev.rapport.text.scene;

import org.jspecify.annotations.NullMarked;
