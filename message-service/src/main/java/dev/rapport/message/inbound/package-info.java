/**
 * Events of the marketplace, from Kafka and from REST. Both ways are one: {@code POST …/inbound} only produces to the topic, so what
 * REST accepts is what Kafka accepts, and everything is applied in one place, batch by batch.
 */
@NullMarked
package dev.rapport.message.inbound;

import org.jspecify.annotations.NullMarked;
