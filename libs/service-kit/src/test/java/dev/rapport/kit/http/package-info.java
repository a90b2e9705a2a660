@NullMarked
package dev.rapport.kit.http;

import org.jspecify.annotations.NullMarked;
