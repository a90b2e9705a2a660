/** Time passing against real servers. */
@org.jspecify.annotations.NullMarked
package dev.rapport.kit.due;
