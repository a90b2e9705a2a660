/** Who is free for what, as pure decisions. */
@NullMarked
package dev.rapport.message.agent.model;

import org.jspecify.annotations.NullMarked;
