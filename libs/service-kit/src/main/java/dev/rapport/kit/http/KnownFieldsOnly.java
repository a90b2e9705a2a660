package dev.rapport.kit.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A body in which a field that is not known is refused (400 {@code MALFORMED_BODY}), not passed over: for what means everything when
 * nothing of it is given, so that a misspelt field would pass for none.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KnownFieldsOnly {}
