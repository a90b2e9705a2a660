/**
 * MSG-10, MSG-11: what may leave. Every reply is screened before it is stored; the same screening can be asked as a dry run, which
 * leaves no trace.
 */
@NullMarked
package dev.rapport.message.screening;

import org.jspecify.annotations.NullMarked;
