@NullMarked
package dev.rapport.message.channel.model;

import org.jspecify.annotations.NullMarked;
