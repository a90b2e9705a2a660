/** Where to deliver, and what came of it. */
@NullMarked
package dev.rapport.message.connector.model;

import org.jspecify.annotations.NullMarked;
