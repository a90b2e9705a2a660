package dev.rapport.score.profile;

import dev.rapport.events.SellerEvent.SellerChanged;

/**
 * A profile and its version.
 *
 * @param version counts the changes somebody made: 0 is the default profile, stored or not
 */
record StoredProfile(SellerChanged profile, long version) {}
