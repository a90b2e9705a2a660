@NullMarked
package dev.rapport.gateway.rate;

import org.jspecify.annotations.NullMarked;
