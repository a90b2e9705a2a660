/**
 * Calls to addresses that sellers name. A name is looked up once per call; the addresses it has are judged, and the call goes to the very
 * address that was judged, with the name in {@code Host} and in TLS. So a name server that answers otherwise the second time leads nowhere.
 */
@NullMarked
package dev.rapport.kit.outward;

import org.jspecify.annotations.NullMarked;
