@NullMarked
package dev.rapport.score.alerts.model;

import org.jspecify.annotations.NullMarked;
