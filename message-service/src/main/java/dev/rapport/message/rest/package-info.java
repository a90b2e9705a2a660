/** What the resources of every feature have in common. */
@NullMarked
package dev.rapport.message.rest;

import org.jspecify.annotations.NullMarked;
