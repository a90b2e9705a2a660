/**
 * Passing requests on: streams both ways, sends only headers that are meant to travel, and turns whatever goes wrong behind into a
 * problem document.
 */
@NullMarked
package dev.rapport.gateway.proxy;

import org.jspecify.annotations.NullMarked;
