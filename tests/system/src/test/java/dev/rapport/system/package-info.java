/**
 * The suite as a black box: started by its own launcher, fed over Kafka and REST, asked through the gateway, and killed
 * in the middle. Nothing here imports a service.
 */
@NullMarked
package dev.rapport.system;

import org.jspecify.annotations.NullMarked;
