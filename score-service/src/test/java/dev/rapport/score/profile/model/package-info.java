@NullMarked
package dev.rapport.score.profile.model;

import org.jspecify.annotations.NullMarked;
