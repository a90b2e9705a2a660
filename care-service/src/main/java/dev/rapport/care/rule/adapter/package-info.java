/** Care rules in PostgreSQL and over REST. */
@NullMarked
package dev.rapport.care.rule.adapter;

import org.jspecify.annotations.NullMarked;
