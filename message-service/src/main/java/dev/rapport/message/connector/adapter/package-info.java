/** The webhook and file connectors, their rows, and how a seller sets one up. */
@NullMarked
package dev.rapport.message.connector.adapter;

import org.jspecify.annotations.NullMarked;
