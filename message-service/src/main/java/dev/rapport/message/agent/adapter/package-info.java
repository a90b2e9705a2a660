/** The roster in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.agent.adapter;

import org.jspecify.annotations.NullMarked;
