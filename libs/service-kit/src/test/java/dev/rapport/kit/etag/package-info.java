@NullMarked
package dev.rapport.kit.etag;

import org.jspecify.annotations.NullMarked;
