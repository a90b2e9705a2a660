@NullMarked
package dev.rapport.gateway.proxy;

import org.jspecify.annotations.NullMarked;
