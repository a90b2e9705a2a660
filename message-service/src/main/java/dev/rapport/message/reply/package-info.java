/** What an agent writes to a buyer: MSG-15 as far as acceptance and receipts, MSG-20. */
@NullMarked
package dev.rapport.message.reply;

import org.jspecify.annotations.NullMarked;
