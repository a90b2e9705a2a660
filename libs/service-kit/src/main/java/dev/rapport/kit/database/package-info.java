/**
 * What a service that has a database does beside answering requests: {@link dev.rapport.kit.database.BackgroundWork} starts the relay and
 * the consumers after the migrations and stops them before the connections. A process without a database leaves this package out
 * ({@code quarkus.arc.exclude-types}).
 */
@NullMarked
package dev.rapport.kit.database;

import org.jspecify.annotations.NullMarked;
