/** What a chain of evidence lacks and what a complaint is about: pure. */
@NullMarked
package dev.rapport.message.evidence.model;

import org.jspecify.annotations.NullMarked;
