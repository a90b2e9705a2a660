/** MSG-18: requests about one's own data, and texts with what identifies a person masked. */
@NullMarked
package dev.rapport.text.privacy;

import org.jspecify.annotations.NullMarked;
