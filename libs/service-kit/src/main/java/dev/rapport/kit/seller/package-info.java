/**
 * What every service needs to know about a seller: the lock that orders writes about it and this service's own copy of its profile.
 */
@NullMarked
package dev.rapport.kit.seller;

import org.jspecify.annotations.NullMarked;
