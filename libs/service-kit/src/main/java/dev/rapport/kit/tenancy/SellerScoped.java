package dev.rapport.kit.tenancy;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method (or every method of the class) runs in a JTA transaction of the rest role that sees the sellers of the current request
 * ({@link dev.rapport.kit.access.CurrentCaller#visibleSellers()}). For reads with Hibernate; writes take
 * {@link SellerTransactions#write}.
 */
@InterceptorBinding
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SellerScoped {}
