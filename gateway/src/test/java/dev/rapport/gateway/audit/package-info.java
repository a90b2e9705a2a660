@NullMarked
package dev.rapport.gateway.audit;

import org.jspecify.annotations.NullMarked;
