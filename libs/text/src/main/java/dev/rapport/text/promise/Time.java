package dev.rapport.text.promise;

/** A time to come that a sentence names, in positions of the folded text. */
record Time(Due due, int start, int end) {}
