/**
 * Seller profiles: taken from admins, given by default to sellers first seen in an event, and told to all services on
 * {@code rapport.sellers} in the same transaction.
 */
@NullMarked
package dev.rapport.score.profile;

import org.jspecify.annotations.NullMarked;
