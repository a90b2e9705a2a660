/** Templates in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.message.template.adapter;

import org.jspecify.annotations.NullMarked;
