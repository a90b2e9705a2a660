/** Histories under two packs as pure functions of facts, profiles and an instant. */
@NullMarked
package dev.rapport.score.replay.model;

import org.jspecify.annotations.NullMarked;
