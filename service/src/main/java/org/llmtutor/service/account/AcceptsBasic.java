package org.llmtutor.service.account;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks resources whose callers may also send their token as the password of HTTP Basic, with any
 * name: for clients that know nothing else. Nobody is ever asked for Basic, so browsers do not come
 * to send it by themselves.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AcceptsBasic {}
