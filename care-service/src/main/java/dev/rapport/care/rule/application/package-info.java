/** What the rest of the service may ask of care rules. */
@NullMarked
package dev.rapport.care.rule.application;

import org.jspecify.annotations.NullMarked;
