@NullMarked
package dev.rapport.score.alerts;

import org.jspecify.annotations.NullMarked;
