@NullMarked
package dev.rapport.kit.seller;

import org.jspecify.annotations.NullMarked;
