/** The whole service on real servers, with real tokens: Kafka and REST in, tables, topics and answers out. */
@NullMarked
package dev.rapport.message.suite;

import org.jspecify.annotations.NullMarked;
