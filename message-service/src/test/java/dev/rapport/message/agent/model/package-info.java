@NullMarked
package dev.rapport.message.agent.model;

import org.jspecify.annotations.NullMarked;
