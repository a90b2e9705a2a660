@NullMarked
package dev.rapport.policy;

import org.jspecify.annotations.NullMarked;
