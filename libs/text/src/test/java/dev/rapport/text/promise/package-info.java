@NullMarked
package dev.rapport.text.promise;

import org.jspecify.annotations.NullMarked;
