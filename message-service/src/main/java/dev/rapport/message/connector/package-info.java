/**
 * MSG-15: connectors that Rapport brings, behind one interface. They take {@code dispatch.requested} of all services for the sellers who
 * have one, deliver each dispatch at most once as far as they know, and report by {@code delivery.reported}.
 */
@NullMarked
package dev.rapport.message.connector;

import org.jspecify.annotations.NullMarked;
