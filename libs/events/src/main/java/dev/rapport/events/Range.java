package dev.rapport.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers a component may hold: those from {@code min} to {@code max}, both included, and those of {@code also}. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@interface Range {
    long min();

    long max() default Long.MAX_VALUE;

    long[] also() default {};
}
