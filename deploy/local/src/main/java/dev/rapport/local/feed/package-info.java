/**
 * Events from files into the suite. Guarantees that a bad line stops nobody but itself, that an import cut short goes on
 * where it stood, and that it is done only when every service has applied what it brought.
 */
@NullMarked
package dev.rapport.local.feed;

import org.jspecify.annotations.NullMarked;
