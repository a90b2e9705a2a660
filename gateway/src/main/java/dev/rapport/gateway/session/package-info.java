/**
 * Sessions of people at a browser: a cookie that holds a sealed token, so that pages and their streams need not keep one. A request with a
 * cookie becomes one with that token before anything is decided; the services know of tokens only.
 */
@NullMarked
package dev.rapport.gateway.session;

import org.jspecify.annotations.NullMarked;
