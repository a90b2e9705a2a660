/** What a reply's text has to be (MSG-20), as a pure function. */
@NullMarked
package dev.rapport.message.reply.model;

import org.jspecify.annotations.NullMarked;
