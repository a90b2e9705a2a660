@NullMarked
package dev.rapport.gateway.session;

import org.jspecify.annotations.NullMarked;
