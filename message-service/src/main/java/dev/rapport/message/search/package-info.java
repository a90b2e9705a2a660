/** Finding conversations by what is said in them, in any script, without an extension of PostgreSQL: pure. */
@NullMarked
package dev.rapport.message.search;

import org.jspecify.annotations.NullMarked;
