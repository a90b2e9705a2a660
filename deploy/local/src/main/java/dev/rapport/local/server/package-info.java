/**
 * PostgreSQL and a KRaft broker from Maven artifacts, each a process of its own, and how databases and topics are set up
 * in them. Guarantees that starting on the data of a killed server recovers it.
 */
@NullMarked
package dev.rapport.local.server;

import org.jspecify.annotations.NullMarked;
