@NullMarked
package dev.rapport.text.triage;

import org.jspecify.annotations.NullMarked;
