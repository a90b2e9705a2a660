@NullMarked
package dev.rapport.kit.page;

import org.jspecify.annotations.NullMarked;
