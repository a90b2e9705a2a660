@NullMarked
package dev.rapport.message.evidence.model;

import org.jspecify.annotations.NullMarked;
