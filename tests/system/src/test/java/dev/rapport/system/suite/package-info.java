/**
 * How the tests of this module reach the suite: its processes by the launcher, its REST interface by the gateway, its
 * topics by plain Kafka clients. One suite serves all test classes of a run; each uses sellers of its own.
 */
@NullMarked
package dev.rapport.system.suite;

import org.jspecify.annotations.NullMarked;
