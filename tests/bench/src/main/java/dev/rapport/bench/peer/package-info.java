/** The same counting as the suite's, written as one would write it for Kafka Streams and for Apache Flink. */
@NullMarked
package dev.rapport.bench.peer;

import org.jspecify.annotations.NullMarked;
