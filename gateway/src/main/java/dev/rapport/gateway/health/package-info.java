/** The gateway's own health, with what it knows of the services behind as data. */
@NullMarked
package dev.rapport.gateway.health;

import org.jspecify.annotations.NullMarked;
