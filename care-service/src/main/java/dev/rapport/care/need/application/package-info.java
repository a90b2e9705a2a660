/** From orders to needs, from needs to messages: each step in one transaction of its caller. */
@NullMarked
package dev.rapport.care.need.application;

import org.jspecify.annotations.NullMarked;
