/** How every client of the suite comes to Kafka: in the clear on one machine, encrypted and under a name in a cluster. */
@NullMarked
package dev.rapport.kit.broker;

import org.jspecify.annotations.NullMarked;
